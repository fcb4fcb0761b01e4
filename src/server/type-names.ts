import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

type Fragments = GraphQLResolveInfo['fragments'];

const known = new WeakMap<FieldNode, number>();

/**
 * How often each object of a field is asked for its `__typename`. No resolver of ours tells it, so it is counted with the
 * object.
 */
export function typeNamesIn(nodes: readonly FieldNode[], fragments: Fragments): number {
  let count = 0;
  for (const node of nodes) {
    let ofNode = known.get(node);
    if (ofNode === undefined) known.set(node, (ofNode = countIn(node.selectionSet, fragments, new Set())));
    count += ofNode;
  }
  return count;
}

function countIn(selection: SelectionSetNode | undefined, fragments: Fragments, spread: Set<string>): number {
  let count = 0;
  for (const node of selection?.selections ?? []) {
    if (node.kind === Kind.FIELD) count += node.name.value === '__typename' ? 1 : 0;
    else if (node.kind === Kind.INLINE_FRAGMENT) count += countIn(node.selectionSet, fragments, spread);
    else if (!spread.has(node.name.value)) {
      spread.add(node.name.value);
      count += countIn(fragments[node.name.value]?.selectionSet, fragments, spread);
    }
  }
  return count;
}
