/** Name of the file that says how well a VAE reproduces images. */
export const QUALITY = 'quality.json';
