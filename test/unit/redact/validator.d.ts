// The package carries no types; these are the functions that the tests compare with.
declare module 'validator' {
  const validator: {
    isLuhnNumber(text: string): boolean;
    isCreditCard(text: string): boolean;
    isIBAN(text: string): boolean;
    isIdentityCard(text: string, locale: string): boolean;
    isTaxID(text: string, locale: string): boolean;
  };
  export default validator;
}
