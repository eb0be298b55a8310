/** So many characters at its end are there whatever the room: names often differ only there. */
const END = 9;

/** A name in one line, which loses its middle when it is longer than its room. */
export function Name({ children: name }: { children: string }) {
  // By code point: half of a pair is no text.
  const points = [...name];
  if (points.length <= 2 * END) return <span className="table-node-name">{name}</span>;
  return (
    <span className="table-node-name" title={name} data-long>
      <span>{points.slice(0, -END).join("")}</span>
      {points.slice(-END).join("")}
    </span>
  );
}
