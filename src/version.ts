/** The version of this build. A test holds it to package.json. */
export const version = '0.1.0';
