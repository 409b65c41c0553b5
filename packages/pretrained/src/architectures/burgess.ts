import type { Architecture } from './architecture.js';
import type { Net, Value } from './net.js';

const HALVING = { stride: 2, padding: 1 } as const;
/** Of the image that the convolutions leave. */
const DEEPEST = [32, 4, 4] as const;

/** Layers with ReLU, one after another. */
const through = (net: Net, x: Value, layers: readonly string[], layer: (x: Value, name: string) => Value): Value =>
  layers.reduce((h, name) => net.relu(layer(h, name)), x);

/** Those of pictures of 64 pixels have one convolution more. */
const isLarge = (net: Pick<Net, 'has'>): boolean =>
  net.has('encoder.conv_64.weight') || net.has('decoder.convT_64.weight');

/**
 * The VAE of Burgess et al., for pictures of 32 or (with `conv_64`) 64 pixels a side, as disentangling-vae names its
 * layers: convolutions 4×4 of stride 2, dense layers of 256. Mean and logarithm of the variance take turns.
 * @see Burgess et al. 2018, arXiv:1804.03599; github.com/YannDubs/disentangling-vae
 */
export const burgess: Architecture = {
  shapes(net) {
    const side = isLarge(net) ? 64 : 32;
    return {
      image: [net.shapeOf('encoder.conv1.weight')[1] ?? 0, side, side],
      latent: [net.shapeOf('encoder.mu_logvar_gen.weight')[0]! / 2],
    };
  },
  encode(net, image) {
    const convolutions = ['conv1', 'conv2', 'conv3', ...(isLarge(net) ? ['conv_64'] : [])].map(
      (name) => `encoder.${name}`,
    );
    const h = through(net, image, convolutions, (x, name) => net.conv(x, name, HALVING));
    const dense = through(net, net.flatten(h), ['encoder.lin1', 'encoder.lin2'], (x, name) => net.linear(x, name));
    return net.linear(dense, 'encoder.mu_logvar_gen');
  },
  decode(net, latent) {
    const dense = through(net, latent, ['decoder.lin1', 'decoder.lin2', 'decoder.lin3'], (x, name) =>
      net.linear(x, name),
    );
    const convolutions = [...(isLarge(net) ? ['convT_64'] : []), 'convT1', 'convT2'].map((name) => `decoder.${name}`);
    const image = net.reshape(dense, DEEPEST);
    const h = through(net, image, convolutions, (x, name) => net.convTranspose(x, name, HALVING));
    return net.sigmoid(net.convTranspose(h, 'decoder.convT3', HALVING));
  },
  reading: { input: { range: [0, 1] }, posterior: 'interleaved' },
};
