import "./middle.css";
import { inTwo } from "~/shared/model/inTwo";

/**
 * A name in one line, which loses its middle where there is no room for it: names often differ at their ends. It is one
 * text, for who copies it, looks for it or hears it; its two halves are only drawn.
 */
export function Middle({ text }: { text: string }) {
  const [start, end] = inTwo(text);
  if (!end) {
    return (
      <span className="middle">
        <span className="middle-start">{start}</span>
      </span>
    );
  }
  return (
    <span className="middle">
      <span className="middle-whole">{text}</span>
      <span className="middle-start" data-part={start} aria-hidden />
      <span className="middle-end" data-part={end} aria-hidden />
    </span>
  );
}
