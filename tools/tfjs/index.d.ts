export * from '@tensorflow/tfjs-backend-cpu';
export * from '@tensorflow/tfjs-core';
export declare const version: { readonly [part: string]: string };
