import type { Autoencoder, ImageShape } from './autoencoder.js';
import { picturesByShape, type PicturePlace } from './candidates.js';
import { namesOf } from './pictures.js';
import { LAYOUTS, type AskedReading } from './reading.js';

/** The outputs that the reading names; undefined if it names none. */
export function namedOutput(
  asked: AskedReading['output'],
): { readonly name: string } | { readonly sum: readonly string[] } | undefined {
  if (typeof asked === 'string') return { name: asked };
  if (asked?.sum !== undefined) return { sum: asked.sum };
  return asked?.name === undefined ? undefined : { name: asked.name };
}

/**
 * Where the picture may be by the shapes of the files and by what is asked for; a tensor whose shape is not known may
 * have either layout.
 */
export function askedPlaces(
  model: Autoencoder,
  image: ImageShape | undefined,
  asked: AskedReading['output'],
): readonly PicturePlace[] {
  const named = namedOutput(asked);
  const { layout, alpha } = typeof asked === 'object' ? asked : {};
  const byShape = picturesByShape(model, image);
  const isNamed = (place: PicturePlace) =>
    named === undefined || (namesOf(place).join() === namesOf(named).join() && 'sum' in place === 'sum' in named);
  const matching = byShape.filter(isNamed);
  const open = named === undefined ? [] : LAYOUTS.map((either) => ({ ...named, layout: either }));
  return (matching.length > 0 ? matching : open)
    .filter((place) => layout === undefined || place.layout === layout)
    .map((place) => ({ ...place, ...(alpha && { alpha }) }));
}
