import "../shell.css";
import { Anchor, AppShell, Burger, Group, Kbd, NavLink, Stack, UnstyledButton } from "@mantine/core";
import { useDisclosure, useOs } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { meOptions, useMayEdit } from "~/shared/graphql/me";
import { Logo } from "~/shared/ui/Logo";
import { RouteNav } from "~/shared/ui/links";
import { OutOfDate } from "~/shared/ui/OutOfDate";
import { Person } from "./Person";
import { Preferences } from "./Preferences";
import { ReviewNav } from "./ReviewNav";

/** What is around every page: where one can go, who one is, how it looks. */
export function Shell({ onSearch }: { onSearch: () => void }) {
  const { t } = useTranslation();
  const mayEdit = useMayEdit();
  const isAdmin = useQuery(meOptions).data?.me?.role === "ADMIN";
  const [opened, { toggle, close }] = useDisclosure();
  const os = useOs();
  const search = (
    <UnstyledButton
      className="search-button"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => {
        close();
        onSearch();
      }}
    >
      {t("nav.search")}
      <Kbd size="xs" visibleFrom="sm" aria-hidden>
        {os === "macos" ? "⌘ K" : "Ctrl K"}
      </Kbd>
    </UnstyledButton>
  );
  const brand = (
    <Link to="/" className="brand" onClick={close}>
      <Logo />
      Ariadne
    </Link>
  );
  return (
    <AppShell
      padding={{ base: "sm", sm: "lg" }}
      header={{ height: { base: 52, sm: 0 } }}
      navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !opened } }}
    >
      <Anchor href="#main" className="skip">
        {t("nav.skip")}
      </Anchor>
      <AppShell.Header hiddenFrom="sm">
        <Group h="100%" px="sm">
          <Burger
            opened={opened}
            onClick={toggle}
            size="sm"
            aria-label={t("nav.menu")}
            aria-expanded={opened}
            aria-controls="navigation"
          />
          {brand}
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" id="navigation" aria-label={t("nav.label")}>
        <Group px="sm" py="xs" visibleFrom="sm">
          {brand}
        </Group>
        {search}
        <AppShell.Section grow className="nav-pages">
          <RouteNav to="/" activeOptions={{ exact: true }} label={t("nav.start")} onClick={close} className="nav" />
          <RouteNav to="/tables" label={t("nav.tables")} onClick={close} className="nav" />
          <RouteNav to="/sources" label={t("nav.sources")} onClick={close} className="nav" />
          <RouteNav to="/lineage" label={t("nav.lineage")} onClick={close} className="nav" />
          {mayEdit && <ReviewNav onClick={close} />}
          <RouteNav to="/changes" label={t("nav.changes")} onClick={close} className="nav" />
          <RouteNav to="/import" label={t("nav.import")} onClick={close} className="nav" />
          {isAdmin && (
            <>
              <RouteNav to="/people" label={t("nav.people")} onClick={close} className="nav" />
              <RouteNav to="/tokens" label={t("nav.tokens")} onClick={close} className="nav" />
              <RouteNav to="/audit" label={t("nav.audit")} onClick={close} className="nav" />
            </>
          )}
          <NavLink href="/graphiql/" label="GraphiQL" target="_blank" className="nav" />
        </AppShell.Section>
        <AppShell.Section>
          <Stack gap={4}>
            <Preferences />
            <Person />
          </Stack>
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <OutOfDate />
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
