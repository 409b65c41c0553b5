import { nearest } from './place.js';
import type { ExploreData, ExplorePair } from './data.js';

/** Frames of one pair, decoded by the browser. */
export interface Sprite {
  /** Draws the frame of an arm at a column, or at the nearest that it has; returns that column, null for no frame. */
  draw(canvas: HTMLCanvasElement, arm: number, column: number): number | null;
  /** Draws an arm's frames side by side, a column a place; empty where there is none. */
  strip(canvas: HTMLCanvasElement, arm: number): void;
}

/** @throws if the browser cannot decode the picture */
export async function loadSprite(
  { image, tile, mime, alphas }: Pick<ExploreData, 'image' | 'tile' | 'mime' | 'alphas'>,
  { sprite, walks }: ExplorePair,
): Promise<Sprite> {
  const picture = new Image();
  picture.src = `data:${mime};base64,${sprite.webp}`;
  await picture.decode();
  const copy = (canvas: HTMLCanvasElement, row: number, column: number, left: number) =>
    canvas
      .getContext('2d')
      ?.drawImage(
        picture,
        column * tile.width + tile.left,
        row * tile.height + tile.top,
        image.width,
        image.height,
        left,
        0,
        image.width,
        image.height,
      );
  const columnsOf = (arm: number) => walks[arm]!.columns ?? [...alphas.keys()];
  const clear = (canvas: HTMLCanvasElement) => canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
  return {
    draw(canvas, arm, column) {
      const { row } = walks[arm]!;
      if (row === null) {
        clear(canvas);
        return null;
      }
      const columns = columnsOf(arm);
      const shown =
        columns[
          nearest(
            columns.map((one) => alphas[one]!),
            alphas[column]!,
          )
        ]!;
      copy(canvas, row, shown, 0);
      return shown;
    },
    strip(canvas, arm) {
      clear(canvas);
      const { row } = walks[arm]!;
      if (row !== null) for (const column of columnsOf(arm)) copy(canvas, row, column, column * image.width);
    },
  };
}
