import welcome from './entur.welcome.graphql?raw';
import { show } from './show.js';
import { tabsOf } from './tabs.js';

/** A choice of the example operations: what reads first, then what changes, as somebody who travels comes to it. */
const tabs = tabsOf(welcome, [['entur/order', 'ReadOrder']]);

show({ tabs, namespace: 'entur-subgraph' });
