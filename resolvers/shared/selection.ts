import {
  isObjectType,
  Kind,
  type GraphQLResolveInfo,
  type NamedTypeNode,
  type SelectionSetNode,
} from 'graphql';

/** True when the query selects `name` on this field, perhaps under a condition. */
export function selects(info: GraphQLResolveInfo, name: string): boolean {
  const seen = new Set<string>();
  const within = (selection: SelectionSetNode | undefined): boolean =>
    selection?.selections.some((node) => {
      if (node.kind === Kind.FIELD) return node.name.value === name;
      if (node.kind === Kind.INLINE_FRAGMENT) return within(node.selectionSet);
      if (seen.has(node.name.value)) return false;
      seen.add(node.name.value);
      return within(info.fragments[node.name.value]?.selectionSet);
    }) ?? false;
  return info.fieldNodes.some((node) => within(node.selectionSet));
}

/**
 * True when the query selects nothing but `names` on this field: what the parent knows is then enough, and the call for
 * the rest can be saved.
 * @param type the type in question, where the field may be of several: what is selected on others does not count
 */
export function selectsOnly(info: GraphQLResolveInfo, names: ReadonlySet<string>, type?: string): boolean {
  const seen = new Set<string>();
  const isOther = (condition: NamedTypeNode | undefined): boolean => {
    const name = condition?.name.value;
    return (
      type !== undefined && name !== undefined && name !== type && isObjectType(info.schema.getType(name))
    );
  };
  const within = (selection: SelectionSetNode | undefined): boolean =>
    selection?.selections.every((node) => {
      if (node.kind === Kind.FIELD) return names.has(node.name.value) || node.name.value === '__typename';
      if (node.kind === Kind.INLINE_FRAGMENT) return isOther(node.typeCondition) || within(node.selectionSet);
      if (seen.has(node.name.value)) return true;
      seen.add(node.name.value);
      const fragment = info.fragments[node.name.value];
      return isOther(fragment?.typeCondition) || within(fragment?.selectionSet);
    }) ?? false;
  return info.fieldNodes.every((node) => within(node.selectionSet));
}
