import i18next from "i18next";
import { saveFile } from "~/shared/ui/saveFile";
import { tellFailure } from "~/shared/ui/Toast";
import { type Drawing, drawingOf } from "../model/svg";
import type { Drawn } from "./useScene";

const LOOKS = ["people", "approved", "proposed", "rejected"] as const;
/** Browsers draw no larger pictures. */
const LARGEST = 12_000;

/** Saves what is on the canvas, drawn anew from where everything stands. */
export async function download(
  scene: Drawn,
  title: string,
  start: ReadonlySet<string>,
  date: string,
  as: "png" | "svg",
): Promise<void> {
  try {
    const { t } = i18next;
    const drawing = drawingOf(scene, {
      title,
      date,
      start,
      kindName: ({ kind }) => t(`tableKind.${kind}`),
      legend: LOOKS.map((look) => ({ look, text: t(`panels.legend.${look}`) })),
    });
    if (as === "svg") saveFile(`${title}.svg`, "image/svg+xml", drawing.text);
    else saveFile(`${title}.png`, "image/png", await pictureOf(drawing));
  } catch (error) {
    tellFailure(error);
  }
}

async function pictureOf({ text, width, height }: Drawing): Promise<Blob> {
  const image = new Image();
  // The policy of the page lets pictures come from `data:` alone.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const scale = Math.min(2, LARGEST / width, LARGEST / height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be drawn."))), "image/png");
  });
}
