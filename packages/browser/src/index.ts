export { bundleScript, inlineJson, type Script } from './bundle-script.js';
export type { ExploreArm, ExploreData, ExplorePair } from './explore/data.js';
