import "../start.css";
import { Paper, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** A part of the page. */
export function Card({ title, more, children }: { title: string; more?: ReactNode; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <div className="start-card">
        <Title order={2}>{title}</Title>
        {more}
      </div>
      {children}
    </Paper>
  );
}
