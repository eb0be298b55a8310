import { Box, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  title: string;
  text: string;
  action?: ReactNode;
  /** 1 where it is the whole page. */
  order?: 1 | 2;
}

/** Where there is nothing yet: what that means, and the next thing to do. */
export function EmptyState({ title, text, action, order = 2 }: Props) {
  return (
    <Box py={64} px="md">
      <Stack align="center" gap="sm" maw={480} mx="auto">
        <Title order={order} ta="center">
          {title}
        </Title>
        <Text c="dimmed" ta="center">
          {text}
        </Text>
        {action}
      </Stack>
    </Box>
  );
}
