import { show } from './show.js';
import welcome from './supergraph.welcome.graphql?raw';
import { tabsOf } from './tabs.js';

/** What takes several subgraphs to answer. */
const tabs = tabsOf(welcome, [
  ['supergraph/what-was-sold', 'WhatWasSold'],
  ['supergraph/baskets-of-a-ledger', 'BasketsOfALedger'],
  ['supergraph/when-is-it-open', 'WhenIsItOpen'],
]);

show({ tabs, namespace: 'supergraph', hasUpstream: false });
