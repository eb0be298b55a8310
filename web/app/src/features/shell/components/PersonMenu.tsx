import { Menu, type MenuItemProps } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { meOptions } from "~/shared/graphql/me";
import { tellFailure } from "~/shared/ui/Toast";
import { PersonButton } from "./PersonButton";

const SIGN_OUT = graphql(`
  mutation SignOut {
    signOut { ended }
  }
`);

type LinkProps = Omit<ComponentPropsWithRef<"a">, keyof MenuItemProps | "href"> & MenuItemProps;
const RouteMenuItem = createLink((props: LinkProps) => <Menu.Item component="a" {...props} />);

/** What one may do with oneself; it opens at once, being loaded when it is asked for. */
export function PersonMenu() {
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
    // Within the page's landmark, and without an element among the items that is none.
    <Menu position="top-start" width={200} defaultOpened withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <PersonButton me={me} />
      </Menu.Target>
      <Menu.Dropdown>
        <RouteMenuItem to="/profile">{t("nav.profile")}</RouteMenuItem>
        <RouteMenuItem to="/tokens">{t("nav.tokens")}</RouteMenuItem>
        <Menu.Divider />
        <Menu.Item onClick={() => signOut.mutate()}>{t("person.signOut")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
