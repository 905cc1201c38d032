/**
 * Names that are one name in many spellings, where no rule of letters would tell. Each line is one group, its first
 * form the key. Forms are folded.
 */
const GROUPS = [
  'muhammad mohammad mohamad muhamad mohammed muhammed mohamed moehammad moehamad mochammad mochamad muchammad muchamad mokhamad muh moh moch mohd',
  'ahmad achmad akhmad ahmed akhmat achmat',
  'abdul abd abdoel abdoul',
  'abdullah abdoellah abdulah abdallah',
  'abdurrahman abdurahman abdoerrahman abdulrahman abdurrachman abdurachman',
  'siti sitti',
  'yusuf jusuf yusup joesoef yousuf joesoep yoesoef',
  'nurul noeroel nuroel',
  'umar oemar omar',
  'yahya jahja yahja',
  'yamin jamin',
  'husain husein hussein hoesein husen husin hussain',
  'usman oesman utsman oetsman ustman',
  'hasan hassan',
  'ismail ismael',
  'syarif sjarif sharif syarief sjarief',
  'syarifuddin syarifudin sjarifoeddin sjarifuddin syaripudin',
  'zainal zaenal jainal jaenal',
  'zainuddin zainudin zaenuddin zaenudin jaenudin',
  'khairil chairil hairil',
  'khairul chairul choirul khoirul hairul',
  'khalid chalid kholid cholid',
  'maimun maimoen',
  'yohanes johanes johannes yohannes',
  'yakob jakob yakub jakub yaqub',
  'yosef josef yoseph joseph yusep',
  'sukarno soekarno',
  'suharto soeharto',
  'dwi dwie',
  'fatimah fathimah patimah',
  'rahman rachman rakhman',
  'rahmat rachmat rakhmat',
  'arif arief arip',
  'hatta hata',
  'sutan soetan',
  'syahrir sjahrir',
  'cokroaminoto tjokroaminoto',
  'cipto tjipto',
] as const;

const KEY_OF: ReadonlyMap<string, string> = new Map(
  GROUPS.flatMap((line) => {
    const forms = line.split(' ');
    return forms.map((form) => [form, forms[0] ?? form] as const);
  }),
);

/** The key of a folded given name with many spellings (`moh` → `muhammad`), or null when it is not in the table. */
export function nameVariantKey(word: string): string | null {
  return KEY_OF.get(word) ?? null;
}
