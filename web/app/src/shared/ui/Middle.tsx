import "./middle.css";
import { inTwo } from "~/shared/model/inTwo";

/** A name in one line, which loses its middle where there is no room for it: names often differ at their ends. */
export function Middle({ text }: { text: string }) {
  const [start, end] = inTwo(text);
  return (
    <span className="middle">
      <span className="middle-start">{start}</span>
      {end && <span className="middle-end">{end}</span>}
    </span>
  );
}
