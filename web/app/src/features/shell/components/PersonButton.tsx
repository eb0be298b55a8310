import { Avatar, Group, Text, UnstyledButton } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";
import { useTranslation } from "react-i18next";
import type { MeQuery } from "~/shared/graphql/generated/graphql";

type Props = ComponentPropsWithRef<"button"> & { me: NonNullable<MeQuery["me"]> };

/** Who is signed in. */
export function PersonButton({ me, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <UnstyledButton p="xs" className="person" aria-label={t("person.menu", { name: me.name })} {...rest}>
      <Group gap="sm" wrap="nowrap">
        <Avatar name={me.name} color="indigo" variant="filled" radius="xl" size={32} aria-hidden />
        <div>
          <Text size="sm" fw={600} lineClamp={1}>
            {me.name}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`role.${me.role}`)}
          </Text>
        </div>
      </Group>
    </UnstyledButton>
  );
}
