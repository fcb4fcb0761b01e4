import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './explorer.css';
import { DOC_EXPLORER_PLUGIN } from '@graphiql/plugin-doc-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { createFetcher } from './fetcher.js';
import { tuneEditors } from './tune-editors.js';
import { listTabs } from './list-tabs.js';
import { nameHistory } from './name-history.js';
import { explorerStorage } from './storage.js';
import type { Tab } from './tabs.js';
import { UPSTREAM_PLUGIN } from './upstream/UpstreamPanel.js';

export interface PageParts {
  readonly tabs: Tab[];
  /** Of what it keeps in the browser's storage. */
  readonly namespace: string;
  /** The graph is a subgraph of ours, which tells of its upstream calls; a gateway does not. */
  readonly hasUpstream?: boolean;
}

/** GraphiQL for the subgraph that has sent the page, under the page's title. */
export function show({ tabs, namespace, hasUpstream = true }: PageParts): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no element with the id "root"');
  void tuneEditors();
  listTabs(root);
  nameHistory(root);
  createRoot(root).render(
    <GraphiQL
      fetcher={createFetcher(hasUpstream)}
      storage={explorerStorage(namespace)}
      defaultTabs={tabs}
      referencePlugin={DOC_EXPLORER_PLUGIN}
      plugins={hasUpstream ? [HISTORY_PLUGIN, UPSTREAM_PLUGIN] : [HISTORY_PLUGIN]}
      defaultEditorToolsVisibility="variables"
      inputValueDeprecation
      schemaDescription
      // Headers may carry a token, which has no place in the browser's storage.
      shouldPersistHeaders={false}
    >
      <GraphiQL.Logo>{document.title}</GraphiQL.Logo>
    </GraphiQL>,
  );
}
