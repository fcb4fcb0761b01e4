import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/**
 * True when the query selects nothing but `names` on this field: what the parent knows is then enough, and the call for
 * the rest can be saved.
 */
export function selectsOnly(info: GraphQLResolveInfo, names: ReadonlySet<string>): boolean {
  const seen = new Set<string>();
  const within = (selection: SelectionSetNode | undefined): boolean =>
    selection?.selections.every((node) => {
      if (node.kind === Kind.FIELD) return names.has(node.name.value) || node.name.value === '__typename';
      if (node.kind === Kind.INLINE_FRAGMENT) return within(node.selectionSet);
      if (seen.has(node.name.value)) return true;
      seen.add(node.name.value);
      return within(info.fragments[node.name.value]?.selectionSet);
    }) ?? false;
  return info.fieldNodes.every((node) => within(node.selectionSet));
}
