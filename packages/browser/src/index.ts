export { bundleScript, inlineJson, type Script } from './bundle-script.js';
export type { ExploreArm, ExploreData, ExplorePair } from './explore/data.js';
export { playgroundPage, type PlaygroundPage } from './playground/page.js';
export type { PlaygroundData, StoredArray, StoredGraph } from './playground/data.js';
export { fromHalf, toHalf } from './playground/stored-arrays.js';
export type { BuiltEvent, RowsEvent } from './live/events.js';
export { livePage, type LivePage } from './live/live-page.js';
