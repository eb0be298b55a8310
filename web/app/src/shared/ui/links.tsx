import { Anchor, type AnchorProps, Button, type ButtonProps, NavLink, type NavLinkProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

type Element<Props> = Omit<ComponentPropsWithRef<"a">, keyof Props | "href"> & Props;

/** Links to pages of the app that look as Mantine's, with the router's types. */
export const RouteNav = createLink((props: Element<Omit<NavLinkProps, "href">>) => (
  <NavLink component="a" {...props} />
));
export const RouteAnchor = createLink((props: Element<AnchorProps>) => <Anchor component="a" {...props} />);
export const RouteButton = createLink((props: Element<ButtonProps>) => <Button component="a" {...props} />);
