import { Text } from "@mantine/core";
import { Middle } from "./Middle";

/** The first names of many things, one below the other. */
export function FirstNames({ names, more }: { names: readonly string[]; more: boolean }) {
  return (
    <Text component="div" size="xs" c="dimmed">
      {names.map((name) => (
        <div key={name} title={name}>
          <Middle text={name} />
        </div>
      ))}
      {more && names.length > 0 && "…"}
    </Text>
  );
}
