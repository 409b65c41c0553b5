import Graph from 'graphology';
import { bidirectional } from 'graphology-shortest-path/dijkstra';

/** Edges between places, each once; `from` and `to` are numbers of places. */
export interface Edges {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** [edges] */
  readonly lengths: Float32Array;
}

export interface NeighbourGraphOptions {
  /** Places 0 … nodes − 1 may be passed in any direction. */
  readonly nodes: number;
  /**
   * The next `pairs` places are starts, which can only be left, and the next as many are ends, which can only be
   * entered.
   */
  readonly pairs: number;
  readonly edges: Edges;
}

interface Length {
  readonly length: number;
}

/** A graph in which no route passes the start or end of another pair. */
export type NeighbourGraph = Graph<Record<string, never>, Length>;

export function neighbourGraph({ nodes, pairs, edges }: NeighbourGraphOptions): NeighbourGraph {
  const graph: NeighbourGraph = new Graph({ type: 'mixed' });
  for (let place = 0; place < nodes + 2 * pairs; place++) graph.addNode(place);
  const isStart = (place: number) => place >= nodes && place < nodes + pairs;
  edges.from.forEach((a, i) => {
    const [b, length] = [edges.to[i]!, edges.lengths[i]!];
    const [outer, inner] = a > b ? [a, b] : [b, a];
    if (outer < nodes) graph.addUndirectedEdge(a, b, { length });
    else if (isStart(outer)) graph.addDirectedEdge(outer, inner, { length });
    else graph.addDirectedEdge(inner, outer, { length });
  });
  return graph;
}

export interface Route {
  /** From the start to the end. */
  readonly places: readonly number[];
  /** Of the edges between them. */
  readonly lengths: readonly number[];
}

/** The shortest route by Dijkstra's search from both sides; null if there is none. */
export function shortestRoute(graph: NeighbourGraph, start: number, end: number): Route | null {
  // The library's types say that a route is always there; it gives null where none is.
  const found = bidirectional(graph, start, end, 'length') as string[] | null;
  if (found === null) return null;
  const lengths = found.slice(1).map((place, i) => graph.getEdgeAttribute(graph.edge(found[i], place)!, 'length'));
  return { places: found.map(Number), lengths };
}
