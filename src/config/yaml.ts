// A module of our own around the package, which is CommonJS: bundled in chunks, a dynamic import of the package itself
// would find a default export and no names.
export { parseDocument } from 'yaml';
