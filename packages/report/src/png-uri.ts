import { encodePng, type Picture } from '@latent-paths/data';

/** `data:image/png;base64,…` of a picture. */
export function pngUri(picture: Picture): string {
  return `data:image/png;base64,${Buffer.from(encodePng(picture)).toString('base64')}`;
}
