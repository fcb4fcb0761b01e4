/** The subgraphs that there are, in the order in which they are told of. */
export const subgraphNames = ['vipps'] as const;

export type SubgraphName = (typeof subgraphNames)[number];
