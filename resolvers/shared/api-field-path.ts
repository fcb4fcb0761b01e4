/**
 * The path in camel case of a field that an API names, as in `OrderLines[0].TotalTaxAmount`, `$.orderLines[0].name` or
 * `BusinessIdentifier/Id`. Empty when the name says nothing.
 */
export function apiFieldPath(name: string): readonly string[] {
  return name
    .split(/[./[\]]+/)
    .filter((part) => part !== '' && part !== '$')
    .map((part) => part.charAt(0).toLowerCase() + part.slice(1));
}
