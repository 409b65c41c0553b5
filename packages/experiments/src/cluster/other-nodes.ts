import type { Shown } from './slurm.js';
import { showNodes } from './slurm.js';

/** What a job is to ask for, so that it goes to other nodes. */
export interface OtherNodes {
  /** As `scontrol update` takes it. */
  readonly change: string;
  /** The same for a person. */
  readonly told: string;
}

export interface OtherNodesOptions {
  /** What Slurm says of the job. */
  readonly job: Shown;
  /** The node whose CPU is another one. */
  readonly here: string;
  /** A node with the CPU that is wanted; null if none is known. */
  readonly there: string | null;
}

/** Features that are joined by "and" alone, with which more can be asked for. */
const PLAIN = /^[\w.:-]+(&[\w.:-]+)*$/;

/**
 * Where a job finds the CPU of another node: on nodes with the features that the other node has and this one lacks,
 * beside those that it asks for already. Where Slurm knows of none, on any node but this one. @throws SlurmError
 */
export async function otherNodes({ job, here, there }: OtherNodesOptions): Promise<OtherNodes> {
  const asked = valueOf(job, 'Features');
  const telling = there === null || there === here ? [] : await featuresBeyond(there, here);
  if (telling.length > 0 && (asked === '' || PLAIN.test(asked))) {
    const features = [...new Set([...asked.split('&').filter((one) => one !== ''), ...telling])];
    const constraint = features.join('&');
    return { change: `Features=${constraint}`, told: `with --constraint=${constraint}, as ${there} has` };
  }
  const nodes = [valueOf(job, 'ExcNodeList'), here].filter((one) => one !== '');
  return { change: `ExcNodeList=${nodes.join(',')}`, told: `on another node than ${here}` };
}

/** Features of one node that another lacks. */
async function featuresBeyond(there: string, here: string): Promise<string[]> {
  const nodes = await showNodes([there, here]);
  const featuresOf = (name: string) =>
    valueOf(nodes.get(name) ?? new Map<string, string>(), 'ActiveFeatures').split(',');
  const lacking = new Set(featuresOf(here));
  return featuresOf(there).filter((one) => one !== '' && !lacking.has(one));
}

/** Empty where Slurm has none. */
function valueOf(shown: Shown, key: string): string {
  return (shown.get(key) ?? '').replace('(null)', '');
}
