import { Radio, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Role } from "~/shared/graphql/generated/graphql";
import { ALL_ROLES } from "../model/search";

interface Props {
  label: string;
  value: Role;
  choices?: readonly Role[];
  error?: string;
  onChange: (role: Role) => void;
}

/** Each role with what it may do. */
export function RoleSelect({ label, value, choices = ALL_ROLES, error, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      label={label}
      value={value}
      error={error}
      onChange={(chosen) => {
        const role = choices.find((known) => known === chosen);
        if (role) onChange(role);
      }}
    >
      <Stack gap="xs" mt="xs" mb={error ? "xs" : 0}>
        {choices.map((role) => (
          <Radio key={role} value={role} label={t(`role.${role}`)} description={t(`access.roleHelp.${role}`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
