import { formatPort } from '../format.js';
import { askedPlaces, namedOutput } from './asked-places.js';
import type { Autoencoder, ImageShape, KnownShapes } from './autoencoder.js';
import { encoderFor, onlyInput, posteriorsByShape, type PicturePlace } from './candidates.js';
import { lastActivation } from './last-activation.js';
import { fixedPictures, layoutsOf } from './picture-axes.js';
import { namesOf } from './pictures.js';
import type { AskedReading, Layout, Posterior, Range, Reading } from './reading.js';
import { requireComputable } from './require-computable.js';

export interface ResolvedReading {
  readonly reading: Reading;
  /** Of pictures [h, w, c] that it is for. */
  readonly imageShape: ImageShape;
  /** What the files stated where the reading did not, one sentence each. */
  readonly told: readonly string[];
}

const TRY = 'only reconstruction of pictures shows which: npx latent-paths inspect <files> --images <folder> tries all';

/**
 * Completes a reading by what the files alone decide.
 * @throws if nothing of a half can be computed, or the files leave something open: nothing is guessed
 */
export function resolveReading(model: Autoencoder, asked: AskedReading, known: KnownShapes = {}): ResolvedReading {
  requireComputable(model, asked);
  const told: string[] = [];
  const tell = <T>(key: string, value: T, why: string): T => {
    told.push(`${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}, because ${why}`);
    return value;
  };
  const posterior =
    asked.posterior === undefined
      ? tell('posterior', posteriorBy(model), 'no other output has the shape of a latent')
      : (asked.posterior as Posterior); // optional keys are absent, not undefined
  const input = onlyInput(encoderFor(model, posterior), 'the picture');
  const layout = asked.input?.layout ?? layoutBy(input, known.imageShape);
  const imageShape = known.imageShape ?? fixedPictures(input, layout);
  if (imageShape === undefined)
    throw new Error(
      `${model.encoder.graph.file}: expected pictures whose shape is known, because ${formatPort(input)} leaves it ` +
        'open; say which pictures it is for',
    );
  const place = placeOf(model, asked.output, { imageShape, layout });
  const output = { ...place, range: rangeBy(model, asked, place, tell) };
  const range = asked.input?.range ?? tell('input.range', output.range, 'pictures go in as they come out');
  return {
    reading: { input: { range, layout }, posterior, output, scale: asked.scale ?? 1, shift: asked.shift ?? 0 },
    imageShape,
    told,
  };
}

function posteriorBy(model: Autoencoder): Posterior {
  const found = posteriorsByShape(model);
  if (found.length === 1) return found[0]!;
  const { encoder, decoder } = model;
  const given = encoder.graph.outputs.map(formatPort).join(', ');
  const latent = formatPort(onlyInput(decoder, 'the latent'));
  if (found.length === 0) {
    throw new Error(
      `posterior: expected an output of ${encoder.graph.file} that fits ${latent} of ${decoder.graph.file}, got ` +
        `${given}; take both from one model`,
    );
  }
  const choices = found.map((posterior) =>
    typeof posterior === 'string'
      ? posterior
      : `{ ${Object.entries(posterior)
          .map(([key, name]) => `${key}: ${name}`)
          .join(', ')} }`,
  );
  throw new Error(
    `posterior: expected in the configuration, because ${given} for ${latent} may be read as ` +
      `${choices.join(' or ')}; ${TRY}`,
  );
}

function layoutBy(input: ReturnType<typeof onlyInput>, image: ImageShape | undefined): Layout {
  const found = layoutsOf(input, { image });
  if (found.length === 1) return found[0]!;
  if (found.length === 0) {
    const got =
      image === undefined ? 'an input of other axes' : `pictures [${image.join(', ')}] of height, width, channels`;
    const wanted = `expected pictures that ${formatPort(input)} takes`;
    throw new Error(`input: ${wanted}, got ${got}; give it pictures of its shape`);
  }
  throw new Error(
    `input.layout: expected nchw or nhwc in the configuration, because ${formatPort(input)} may be either; ${TRY}`,
  );
}

/** A sum is never taken unless it is asked for; an output that may have either layout has that of the input. */
function placeOf(
  model: Autoencoder,
  asked: AskedReading['output'],
  { imageShape, layout }: { readonly imageShape: ImageShape; readonly layout: Layout },
): PicturePlace {
  const isAsked = namedOutput(asked) !== undefined;
  const fitting = askedPlaces(model, imageShape, asked).filter((place) => isAsked || 'name' in place);
  const alike = fitting.length > 1 ? fitting.filter((place) => place.layout === layout) : fitting;
  if (alike.length === 1) return alike[0]!;
  const { file, outputs } = model.decoder.graph;
  const given = outputs.map(formatPort).join(', ');
  if (fitting.length === 0) {
    throw new Error(
      `output: expected pictures [${imageShape.join(', ')}] of height, width, channels from ${file}, got ${given}; ` +
        'name one by output: name, or several by output: { sum: [name, …] }',
    );
  }
  throw new Error(
    `output: expected the name of the picture among ${given}, by output: name or output: { sum: [name, …] }; ` +
      `${TRY}`,
  );
}

type Tell = <T>(key: string, value: T, why: string) => T;

function rangeBy({ decoder }: Autoencoder, { input, output }: AskedReading, place: PicturePlace, tell: Tell): Range {
  const asked = typeof output === 'object' ? output.range : undefined;
  if (asked !== undefined) return asked;
  const [only, ...others] = namesOf(place);
  const last = others.length === 0 ? lastActivation(decoder.graph, only!) : undefined;
  if (last !== undefined) return tell('output.range', last.range, `${only} is made by ${last.op}`);
  if (input?.range !== undefined) return tell('output.range', input.range, 'pictures come out as they go in');
  throw new Error(
    `output.range: expected in the configuration, because nothing bounds ${namesOf(place).join(' + ')}: [0, 1], ` +
      `[-1, 1] or ` +
      `[0, 255]; ${TRY}`,
  );
}
