declare module 'shisei-data' {
  const data: {
    editions: Record<string, string[]>;
    engine: string;
    rules: string;
    texts: Record<string, unknown>;
  };
  export default data;
}
