declare module 'shisei-data' {
  const data: {
    editions: Record<string, string[]>;
    engine: string;
    skeleton: string;
    texts: Record<string, unknown>;
  };
  export default data;
}
