import { importsOf, sourceFiles } from './import-graph.js';

/** The rooms that a request passes through, with what each is for, in the order of the way in. */
const rooms: Readonly<Record<string, string>> = {
  'src/server': 'one door, request scope, compiled and Apollo path',
  'src/callers': 'who asks, and what it may see',
  'src/executor': 'compiled execution',
  'src/query-limits': 'what a query may cost',
  'src/subgraphs': 'schema and resolvers, bound',
  resolvers: 'how the graph answers',
  schema: 'what the graph says',
  'src/context': "a request's loaders and writers",
  'src/live': 'feeds that are followed',
  'src/writers': 'changes',
  'src/loaders': 'one load per key',
  'src/clients': 'one method per endpoint',
  'src/auth': 'tokens, signed calls',
  'src/shared-tier': 'what processes share, in Redis',
  'src/router-cache': 'what a router that caches is told',
  'src/cache': 'memory, responses, single flight',
  'src/http': 'the one way to call an API',
};

/**
 * The way of a request as a Mermaid flowchart, made from the imports of the code: an arrow for each folder that imports
 * another, left out where a longer way shows the same.
 */
export function architecturePicture(): string {
  const names = Object.keys(rooms);
  const roomOf = (file: string): string | undefined => names.find((name) => file.startsWith(`${name}/`));
  const edges = new Map<string, Set<string>>(names.map((name) => [name, new Set()]));
  for (const file of [...sourceFiles('src'), ...sourceFiles('resolvers'), ...sourceFiles('schema')]) {
    const from = roomOf(file);
    if (from === undefined) continue;
    for (const { target } of importsOf(file)) {
      const to = roomOf(target);
      if (to !== undefined && to !== from) edges.get(from)?.add(to);
    }
  }
  const lines = names.map((name) => `  ${idOf(name)}["<b>${name}</b><br/>${rooms[name] ?? ''}"]`);
  for (const [from, targets] of edges) {
    for (const to of targets) {
      const isLonger = [...targets].some((other) => other !== to && reaches(edges, other, to));
      if (!isLonger) lines.push(`  ${idOf(from)} --> ${idOf(to)}`);
    }
  }
  return ['```mermaid', 'flowchart TD', ...lines, '```'].join('\n');
}

function reaches(
  edges: ReadonlyMap<string, ReadonlySet<string>>,
  from: string,
  to: string,
  seen = new Set<string>(),
): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  const targets = edges.get(from) ?? new Set();
  return targets.has(to) || [...targets].some((next) => reaches(edges, next, to, seen));
}

function idOf(name: string): string {
  return name.replaceAll(/\W/g, '_');
}
