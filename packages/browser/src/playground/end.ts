import { byId } from '../explore/elements.js';
import type { PlaygroundData } from './data.js';
import { readPicture } from './pictures.js';
import type { Walker } from './walker.js';

/** One corner that a reader chooses: a held-out image by its number, or a picture of their own. */
export interface End {
  /** z [d] */
  latent: Float32Array;
  /** Takes a held-out image, or the nearest number that there is. */
  choose(image: number): void;
}

export interface EndOptions {
  /** `a`, `b`, `c` or `d`, as the page's ids have it. */
  readonly name: string;
  readonly data: PlaygroundData;
  readonly latents: Float32Array;
  readonly sheet: CanvasImageSource;
  readonly walker: Walker;
  /** Called when it changes. */
  readonly changed: () => void;
  readonly say: (text: string) => void;
}

/** Lets a reader choose an end, by number, at random, or by a file that is chosen or dropped. */
export function openEnd({ name, data, latents, sheet, walker, changed, say }: EndOptions): End {
  const { image, pictures, latentSize } = data;
  const number = byId(`end-${name}`, HTMLInputElement);
  const file = byId(`file-${name}`, HTMLInputElement);
  const box = byId(`box-${name}`, HTMLElement);
  const canvas = byId(`picture-${name}`, HTMLCanvasElement);
  const latentAt = (i: number) => latents.slice(i * latentSize, (i + 1) * latentSize);
  const end: End = { latent: latentAt(Number(number.value)), choose: (i) => choose(i) };

  const show = (i: number): void => {
    const { tile, columns } = pictures;
    const [x, y] = [(i % columns) * tile.width + tile.left, Math.floor(i / columns) * tile.height + tile.top];
    canvas.getContext('2d')?.drawImage(sheet, x, y, image.width, image.height, 0, 0, image.width, image.height);
    canvas.setAttribute('aria-label', `${name.toUpperCase()}: held-out image ${i}`);
    end.latent = latentAt(i);
  };
  const choose = (i: number): void => {
    const within = Math.min(pictures.count - 1, Math.max(0, Math.floor(i) || 0));
    number.value = String(within);
    show(within);
    changed();
  };
  const take = async (given: File): Promise<void> => {
    try {
      const values = await readPicture(given, image);
      end.latent = await walker.encode(values);
      const bitmap = await createImageBitmap(given);
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      canvas.setAttribute('aria-label', `${name.toUpperCase()}: ${given.name}`);
      say(`${name.toUpperCase()} is ${given.name}.`);
      changed();
    } catch (error) {
      say(`${given.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };

  number.addEventListener('change', () => choose(Number(number.value)));
  byId(`random-${name}`, HTMLButtonElement).addEventListener('click', () => {
    const [drawn] = crypto.getRandomValues(new Uint32Array(1));
    choose(drawn! % pictures.count);
  });
  file.addEventListener('change', () => {
    const [given] = file.files ?? [];
    if (given !== undefined) void take(given);
  });
  box.addEventListener('dragover', (event) => event.preventDefault());
  box.addEventListener('drop', (event) => {
    event.preventDefault();
    const [given] = event.dataTransfer?.files ?? [];
    if (given !== undefined) void take(given);
  });
  show(Number(number.value));
  return end;
}
