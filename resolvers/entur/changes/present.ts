/** An object without the members that are null or left out: the services tell them apart from those that are given. */
export function present<T extends object>(
  members: T,
): { readonly [K in keyof T as T[K] extends NonNullable<T[K]> ? K : never]: T[K] } & {
  readonly [K in keyof T]?: NonNullable<T[K]>;
};
/** The same, as it is done. */
export function present(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value != null));
}
