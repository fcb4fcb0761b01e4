import { composeServices } from '@apollo/composition';
import { composeServices as composeWithGuild } from '@theguild/federation-composition';
import { federateSubgraphs, ROUTER_COMPATIBILITY_VERSION_ONE } from '@wundergraph/composition';
import { parse, type DocumentNode } from 'graphql';

/** A subgraph as composers take it. */
export interface SubgraphSdl {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

/** Parsed anew each time: composers may change the document that they are given. */
export function subgraph(name: string, source: string): SubgraphSdl {
  return { name, url: `http://${name}.example/graphql`, typeDefs: parse(source) };
}

/** Each composer in the same form: the faults it finds, as text, and what else it has to say. */
export const composers: Readonly<
  Record<string, (subgraphs: SubgraphSdl[]) => { faults: string[]; remarks: string[] }>
> = {
  Apollo: (subgraphs) => {
    const { errors = [], hints = [] } = composeServices(subgraphs);
    return {
      faults: errors.map(({ message, extensions }) => `${String(extensions['code'])}: ${message}`),
      remarks: hints.map((hint) => hint.toString()),
    };
  },
  'The Guild': (subgraphs) => {
    const { errors = [] } = composeWithGuild(subgraphs);
    return {
      faults: errors.map(({ message, extensions }) => `${String(extensions['code'])}: ${message}`),
      remarks: [],
    };
  },
  WunderGraph: (subgraphs) => {
    const result = federateSubgraphs({
      subgraphs: subgraphs.map(({ name, url, typeDefs }) => ({ name, url, definitions: typeDefs })),
      version: ROUTER_COMPATIBILITY_VERSION_ONE,
    });
    return {
      faults: result.success ? [] : result.errors.map(({ message }) => message),
      remarks: result.warnings.map(({ message }) => message),
    };
  },
};
