import type { Architecture } from './architecture.js';
import type { Net, Value } from './net.js';

const SAME = { padding: 1 } as const;
const GROUPS = 4;

/** Where the layers of one half are: `0`, or `encoder.layers.0`; the decoder's first layer is a convolution. */
interface Half {
  readonly prefix: string;
  /** Index of the first convolution. */
  readonly first: number;
}

/** As taesd names them (the decoder's first layer bounds the latent), or as diffusers does. */
function halfOf(net: Pick<Net, 'has'>, half: 'encoder' | 'decoder'): Half {
  const prefix = ['', `${half}.`, `${half}.layers.`].find((start) =>
    ['0.weight', '1.weight'].some((name) => net.has(start + name)),
  );
  if (prefix === undefined) return { prefix: `${half}.layers.`, first: 0 };
  return { prefix, first: net.has(`${prefix}0.weight`) ? 0 : 1 };
}

const last = (net: Pick<Net, 'has'>, { prefix, first }: Half): number => {
  let [index, gap] = [first, 0];
  for (let at = first; gap < 2; at++) {
    const isThere = net.has(`${prefix}${at}.weight`) || net.has(`${prefix}${at}.conv.0.weight`);
    if (isThere) index = at;
    gap = isThere ? 0 : gap + 1;
  }
  return index;
};

/** How often E halves the image: a convolution without a bias does. */
function halvings(net: Pick<Net, 'has'>, half: Half): number {
  const names = Array.from({ length: last(net, half) + 1 }, (_, at) => `${half.prefix}${at}`);
  return names.filter((name) => net.has(`${name}.weight`) && !net.has(`${name}.bias`)).length;
}

/** x + pool(x) where there is a pool; then ReLU of three convolutions beside what skips them. */
function block(net: Net, x: Value, name: string): Value {
  const wide = net.has(`${name}.pool.0.weight`) ? net.add(x, pool(net, x, `${name}.pool`)) : x;
  const h = net.conv(wide, `${name}.conv.0`, SAME);
  const g = net.conv(net.relu(h), `${name}.conv.2`, SAME);
  const f = net.conv(net.relu(g), `${name}.conv.4`, SAME);
  const skipped = net.has(`${name}.skip.weight`) ? net.conv(wide, `${name}.skip`) : wide;
  return net.relu(net.add(f, skipped));
}

function pool(net: Net, x: Value, name: string): Value {
  const h = net.groupNorm(net.conv(x, `${name}.0`), `${name}.1`, { groups: GROUPS });
  return net.conv(net.relu(h), `${name}.3`);
}

/**
 * The tiny autoencoder of taesd and of diffusers' AutoencoderTiny: residual blocks between convolutions 3×3. Those
 * without a bias halve the image in E, and follow a doubling of it in D; D begins with 3·tanh(z/3) and, after its first
 * convolution, ReLU. Any number of channels; the latent is an image of an eighth.
 * @see github.com/madebyollin/taesd; huggingface.co/docs/diffusers, AutoencoderTiny
 */
export const tinyAutoencoder: Architecture = {
  shapes(net, pictures) {
    const half = halfOf(net, 'encoder');
    const { prefix, first } = half;
    const end = last(net, half);
    const sides = pictures?.slice(0, 2).map((side) => side / 2 ** halvings(net, half));
    const isKnown = sides?.every(Number.isInteger) === true;
    return {
      image: [net.shapeOf(`${prefix}${first}.weight`)[1] ?? 0, 'height', 'width'],
      latent: [net.shapeOf(`${prefix}${end}.weight`)[0] ?? 0, ...(isKnown ? sides : ['rows', 'columns'])],
    };
  },
  encode(net, image) {
    const half = halfOf(net, 'encoder');
    const end = last(net, half);
    let x = image;
    for (let at = half.first; at <= end; at++) {
      const name = `${half.prefix}${at}`;
      const isBlock = net.has(`${name}.conv.0.weight`);
      const stride = net.has(`${name}.bias`) ? 1 : 2;
      x = isBlock ? block(net, x, name) : net.conv(x, name, { ...SAME, stride });
    }
    return x;
  },
  decode(net, latent) {
    const half = halfOf(net, 'decoder');
    const end = last(net, half);
    const bounded = net.multiply(net.tanh(net.multiply(latent, 1 / 3)), 3);
    let x = net.relu(net.conv(bounded, `${half.prefix}${half.first}`, SAME));
    for (let at = half.first + 1; at <= end; at++) {
      const name = `${half.prefix}${at}`;
      if (net.has(`${name}.conv.0.weight`)) x = block(net, x, name);
      else if (net.has(`${name}.bias`)) x = net.conv(x, name, SAME);
      else if (net.has(`${name}.weight`)) x = net.conv(net.enlarge(x, 2), name, SAME);
    }
    return x;
  },
  reading: { input: { range: [0, 1] }, output: { range: [0, 1] } },
};
