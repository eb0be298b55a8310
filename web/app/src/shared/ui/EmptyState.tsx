import { Box, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** Where there is nothing yet: what that means, and the next thing to do. */
export function EmptyState({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
  return (
    <Box py={64} px="md">
      <Stack align="center" gap="sm" maw={480} mx="auto">
        <Title order={2} ta="center">
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
