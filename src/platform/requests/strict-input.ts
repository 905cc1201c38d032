import { z } from 'zod';

const made = new WeakMap<z.core.$ZodType, z.core.$ZodType>();

/**
 * The same schema that refuses what it does not know, however deep: a field that is misspelt, or that the product does not have, is never
 * dropped in silence. Objects that keep other fields stay as they are, and so do intersections, where each side knows a part.
 */
export function strictly(schema: z.core.$ZodType): z.core.$ZodType {
  const known = made.get(schema);
  if (known) return known;
  const strict = rebuilt(schema);
  made.set(schema, strict);
  return strict;
}

function rebuilt(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodObject) {
    const { catchall } = schema.def;
    if (catchall !== undefined && !(catchall instanceof z.ZodNever)) return schema;
    const shape = Object.fromEntries(
      Object.entries<z.core.$ZodType>(schema.shape).map(([name, field]) => [name, strictly(field)]),
    );
    return schema.clone({ ...schema.def, shape, catchall: z.never() });
  }
  if (schema instanceof z.ZodArray) return schema.clone({ ...schema.def, element: strictly(schema.def.element) });
  if (schema instanceof z.ZodOptional)
    return schema.clone({ ...schema.def, innerType: strictly(schema.def.innerType) });
  if (schema instanceof z.ZodNullable)
    return schema.clone({ ...schema.def, innerType: strictly(schema.def.innerType) });
  if (schema instanceof z.ZodDefault) return schema.clone({ ...schema.def, innerType: strictly(schema.def.innerType) });
  if (schema instanceof z.ZodPrefault)
    return schema.clone({ ...schema.def, innerType: strictly(schema.def.innerType) });
  if (schema instanceof z.ZodDiscriminatedUnion || schema instanceof z.ZodUnion) {
    return schema.clone({ ...schema.def, options: schema.def.options.map(strictly) });
  }
  if (schema instanceof z.ZodRecord) return schema.clone({ ...schema.def, valueType: strictly(schema.def.valueType) });
  if (schema instanceof z.ZodLazy) return schema.clone({ ...schema.def, getter: () => strictly(schema.def.getter()) });
  if (schema instanceof z.ZodPipe) {
    const { in: first, out } = schema.def;
    // what is changed before it is read is known to what reads it
    if (first instanceof z.ZodTransform) return schema.clone({ ...schema.def, out: strictly(out) });
    return schema.clone({ ...schema.def, in: strictly(first) });
  }
  return schema;
}
