import { Avatar, Group, Menu, Text, UnstyledButton } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { meOptions } from "~/shared/graphql/me";
import { tellFailure } from "~/shared/ui/Toast";

const SIGN_OUT = graphql(`
  mutation SignOut {
    signOut { ended }
  }
`);

/** Who is signed in, and the way out. */
export function Person() {
  const { t } = useTranslation();
  const { data } = useQuery(meOptions);
  const signOut = useMutation({
    mutationFn: () => ask(SIGN_OUT),
    onSuccess: () => window.location.assign("/sign-in"),
    onError: tellFailure,
  });
  const me = data?.me;
  if (!me) return null;
  return (
    <Menu position="top-start" width={200}>
      <Menu.Target>
        <UnstyledButton p="xs" className="person" aria-label={t("person.menu", { name: me.name })}>
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
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => signOut.mutate()}>{t("person.signOut")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
