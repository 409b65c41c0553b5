import type { Architecture } from './architecture.js';

/**
 * The dense VAE of PyTorch's examples: `fc1` with ReLU, `fc21` the mean and `fc22` the logarithm of the variance;
 * `fc3` with ReLU and `fc4` with a sigmoid. A picture is a row,
 * channel after channel.
 * @see Kingma and Welling 2014, arXiv:1312.6114; github.com/pytorch/examples, vae
 */
export const mlp: Architecture = {
  shapes: (net) => ({
    image: [net.shapeOf('fc1.weight')[1] ?? 0],
    latent: [net.shapeOf('fc21.weight')[0] ?? 0],
  }),
  encode(net, image) {
    const h = net.relu(net.linear(image, 'fc1'));
    return { mean: net.linear(h, 'fc21'), logVariance: net.linear(h, 'fc22') };
  },
  decode: (net, latent) => net.sigmoid(net.linear(net.relu(net.linear(latent, 'fc3')), 'fc4')),
  reading: { input: { range: [0, 1], layout: 'nchw' } },
};
