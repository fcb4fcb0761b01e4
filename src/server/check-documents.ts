import { loadSubgraph } from '../subgraphs/load.js';
import type { Config } from '../config.js';
import { DocumentCache, RefusedDocument } from './DocumentCache.js';
import { queryLimitsOf } from './subgraph-server.js';

/** What is wrong with listed documents by the schemas that are served and the limits, a line for each document. */
export async function faultsOfTrustedDocuments(config: Config): Promise<readonly string[]> {
  const { trustedDocuments, subgraphs } = config;
  if (trustedDocuments === undefined) return [];
  const loaded = await Promise.all(subgraphs.map(({ name }) => loadSubgraph(name)));
  const served = loaded.map(
    (subgraph) =>
      new DocumentCache({
        schema: subgraph.build().schema,
        limits: queryLimitsOf(config),
        onFault: () => undefined,
      }),
  );
  return [...trustedDocuments].flatMap(([hash, text]) => {
    const faults = served.map((documents) => faultIn(documents, text));
    // A list may be that of several subgraphs.
    const [fault] = faults;
    if (fault === undefined || faults.includes(undefined)) return [];
    return [`TRUSTED_DOCUMENTS: the document ${hash} is not valid: ${fault}`];
  });
}

function faultIn(documents: DocumentCache, text: string): string | undefined {
  const judged = documents.judge(text);
  if (judged instanceof RefusedDocument) return judged.errors[0]?.message ?? judged.reason;
  return judged === 'document' ? 'it has no operation, or is nested too deeply' : undefined;
}
