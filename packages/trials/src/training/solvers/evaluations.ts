import type { VaeContext } from '@latent-paths/model';

/** How often D and E were evaluated, in latents. */
export interface Evaluations {
  readonly decodes: number;
  readonly encodes: number;
}

/** A VAE that counts the latents that it decodes and the pictures that it encodes. */
export interface CountedVae {
  readonly context: VaeContext;
  /** Since it was made. */
  count(): Evaluations;
}

export function countedVae(vae: VaeContext): CountedVae {
  let [decodes, encodes] = [0, 0];
  return {
    context: {
      ...vae,
      decode(z) {
        decodes += z.shape[0];
        return vae.decode(z);
      },
      encode(x) {
        encodes += x.shape[0];
        return vae.encode(x);
      },
      project(z) {
        decodes += z.shape[0];
        encodes += z.shape[0];
        return vae.project(z);
      },
    },
    count: () => ({ decodes, encodes }),
  };
}
