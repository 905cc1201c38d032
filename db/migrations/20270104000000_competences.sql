-- Module learning/competences: what a person can do after a lesson, as trees of lines of frameworks. Those of others are told in our own
-- words, with their authors as the source.
create table competence_framework (
  id bigint generated always as identity primary key,
  -- whose it is; null = of the whole network
  library_id bigint references library,
  code text not null unique check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(code) <= 80),
  name text not null check (char_length(name) between 1 and 150),
  name_en text not null default '' check (char_length(name_en) <= 150),
  summary text not null default '' check (char_length(summary) <= 500),
  summary_en text not null default '' check (char_length(summary_en) <= 500),
  -- who thought of it: "Eisenberg & Berkowitz, 1990"
  source text not null default '' check (char_length(source) <= 300),
  -- it came with Lumbung, and is changed by nobody
  builtin boolean not null default false,
  state text not null default 'active' check (state in ('active', 'retired')),
  created_at timestamptz not null,
  created_by text not null,
  version integer not null default 1,
  check (not builtin or library_id is null)
);
create index competence_framework_library on competence_framework (library_id) where library_id is not null;

create table competence (
  id bigint generated always as identity primary key,
  framework_id bigint not null references competence_framework,
  -- the line above it, of the same framework; null = it stands at the top
  parent_id bigint check (parent_id <> id),
  -- among those beside it
  position integer not null check (position > 0),
  code text not null check (code ~ '^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$' and char_length(code) <= 60),
  name text not null check (char_length(name) between 1 and 150),
  name_en text not null default '' check (char_length(name_en) <= 150),
  -- what a person can then do; goes on with "Sesudahnya Anda bisa …", "After it you can …"
  can_do text not null check (char_length(can_do) between 1 and 300),
  can_do_en text not null default '' check (char_length(can_do_en) <= 300),
  -- how much it asks of a person, from 1 (basic) to 4 (masterly); null = nobody has said
  level smallint check (level between 1 and 4),
  -- of Kurikulum Merdeka
  phases text[] not null default '{}' check (phases <@ '{foundation,A,B,C,D,E,F}'),
  -- of "program literasi informasi" in the tasks of librarians
  tiers smallint[] not null default '{}' check (tiers <@ '{1,2,3,4}'),
  -- it is offered no longer; what names it still finds it
  retired_at timestamptz,
  version integer not null default 1,
  unique (framework_id, code),
  unique (id, framework_id),
  unique nulls not distinct (framework_id, parent_id, position) deferrable initially deferred,
  foreign key (parent_id, framework_id) references competence (id, framework_id)
);
create index competence_parent on competence (parent_id, framework_id);

insert into competence_framework (code, name, name_en, summary, summary_en, source, builtin, created_at, created_by) values
  ('literasi', 'Mencari – mengevaluasi – menggunakan', 'Find – evaluate – use',
    'Kerangka rumah: tiga langkah literasi informasi yang dipakai kursus Lumbung.',
    'The framework of the house: three steps of information literacy, on which the courses of Lumbung stand.',
    'Lumbung', true, now(), 'Lumbung'),
  ('big6', 'Big6', 'Big6',
    'Enam langkah memecahkan masalah informasi, dari merumuskan tugas sampai menilai hasilnya. Diceritakan dengan kata-kata kami.',
    'Six steps to solve a problem of information, from saying what the task is to judging the result. Told in our own words.',
    'Michael B. Eisenberg & Robert E. Berkowitz, 1990', true, now(), 'Lumbung'),
  ('empowering-8', 'Empowering 8', 'Empowering 8',
    'Delapan langkah literasi informasi dari dan untuk Asia. Diceritakan dengan kata-kata kami.',
    'Eight steps of information literacy from and for Asia. Told in our own words.',
    'Yap et al., IFLA/ALP, Colombo, 2004', true, now(), 'Lumbung'),
  ('craap', 'CRAAP', 'CRAAP',
    'Lima pertanyaan untuk menimbang sebuah sumber: kebaruan, kecocokan, kewenangan, ketepatan, tujuan. Diceritakan dengan kata-kata kami.',
    'Five questions by which a source is weighed: currency, relevance, authority, accuracy, purpose. Told in our own words.',
    'Sarah Blakeslee, Meriam Library, CSU Chico, 2004', true, now(), 'Lumbung'),
  ('unesco-mil', 'Literasi media dan informasi UNESCO', 'UNESCO media and information literacy',
    'Mengakses, menilai, dan mencipta informasi dan media sebagai warga. Diceritakan dengan kata-kata kami.',
    'To access, evaluate and create information and media as a citizen. Told in our own words.',
    'UNESCO, Media and Information Literate Citizens: Think Critically, Click Wisely!, 2021', true, now(), 'Lumbung')
on conflict (code) do nothing;

-- The last number of a code is the place among those beside it, what stands before that number the line above.
insert into competence (framework_id, position, code, name, name_en, can_do, can_do_en, level, phases, tiers)
select f.id, substring(line.code from '[0-9]+$')::integer, line.code, line.name, line.name_en, line.can_do, line.can_do_en, line.level,
  line.phases::text[], line.tiers::smallint[]
from (values
  ('literasi', 'literasi.1', 'Mencari', 'Find', 'menemukan sumber yang cocok untuk sebuah pertanyaan', 'find sources that fit a question', 1, '{B,C,D,E,F}', '{1,2}'),
  ('literasi', 'literasi.1.1', 'Kata cari', 'Search words', 'menyusun kata cari dari sebuah pertanyaan', 'turn a question into search words', 1, '{C,D,E}', '{1}'),
  ('literasi', 'literasi.1.2', 'Buku dan letaknya', 'A book and its place', 'menemukan buku yang cocok dan letaknya', 'find a book that fits, and where it stands', 1, '{B,C,D}', '{1}'),
  ('literasi', 'literasi.1.3', 'Menyaring hasil', 'Narrowing results', 'mempersempit hasil dengan tahun, bahasa, jenis, dan ketersediaan', 'narrow what was found by year, language, kind and availability', 2, '{D,E,F}', '{1,2}'),
  ('literasi', 'literasi.1.4', 'Tempat mencari', 'Where to look', 'memilih tempat mencari yang sesuai: katalog, ensiklopedia, surat kabar, atau internet', 'choose where to look: the catalogue, an encyclopedia, a newspaper or the internet', 2, '{D,E,F}', '{1,2}'),
  ('literasi', 'literasi.1.5', 'Bertanya', 'Asking', 'merumuskan pertanyaan kepada pustakawan atau narasumber', 'put a question to a librarian or to somebody who knows', 1, '{B,C,D}', '{1}'),
  ('literasi', 'literasi.2', 'Mengevaluasi', 'Evaluate', 'menimbang apakah sebuah sumber layak dipercaya', 'weigh whether a source deserves to be trusted', 2, '{C,D,E,F}', '{1,2,3}'),
  ('literasi', 'literasi.2.1', 'Penulis dan tujuannya', 'Author and purpose', 'menyebut siapa yang menulis dan untuk apa', 'say who wrote something, and what for', 1, '{C,D,E}', '{1}'),
  ('literasi', 'literasi.2.2', 'Kebaruan', 'How old it is', 'memeriksa kapan sebuah informasi dibuat dan apakah masih berlaku', 'check when something was written and whether it still holds', 2, '{C,D,E}', '{1}'),
  ('literasi', 'literasi.2.3', 'Fakta, pendapat, iklan', 'Fact, opinion, advertising', 'membedakan fakta, pendapat, dan iklan', 'tell facts, opinions and advertising apart', 2, '{C,D,E}', '{1,2}'),
  ('literasi', 'literasi.2.4', 'Dua pendapat', 'Two opinions', 'membandingkan dua sumber yang berbeda pendapat', 'compare two sources that do not agree', 3, '{D,E,F}', '{2}'),
  ('literasi', 'literasi.2.5', 'Sumber asal', 'Where it comes from', 'melacak kabar, gambar, atau video ke sumber asalnya sebelum membagikannya', 'trace news, a picture or a video to where it comes from before sharing it', 3, '{D,E,F}', '{2,3}'),
  ('literasi', 'literasi.3', 'Menggunakan', 'Use', 'memakai informasi untuk menjawab pertanyaan, dengan jujur menyebut sumbernya', 'use information to answer a question, and honestly name where it is from', 2, '{C,D,E,F}', '{1,2,3}'),
  ('literasi', 'literasi.3.1', 'Ringkasan', 'Summary', 'menulis ringkasan dan menyebut sumbernya', 'write a summary and name its source', 2, '{C,D,E}', '{1}'),
  ('literasi', 'literasi.3.2', 'Kutipan dan daftar pustaka', 'Citations and references', 'menyusun kutipan dan daftar pustaka dengan satu gaya', 'write citations and a list of references in one style', 3, '{D,E,F}', '{2}'),
  ('literasi', 'literasi.3.3', 'Menggabungkan sumber', 'Bringing sources together', 'menggabungkan beberapa sumber menjadi satu jawaban dengan kata-kata sendiri', 'bring several sources together in one answer, in your own words', 3, '{D,E,F}', '{2,3}'),
  ('literasi', 'literasi.3.4', 'Karya orang lain', 'Works of others', 'memakai karya orang lain sesuai izin dan hak ciptanya', 'use the works of others as their licence and copyright allow', 3, '{D,E,F}', '{2,3}'),
  ('literasi', 'literasi.3.5', 'Menyampaikan', 'Telling others', 'menyampaikan temuan kepada orang lain dan menilai kembali cara kerja sendiri', 'tell others what you found, and look back on how you worked', 4, '{D,E,F}', '{3,4}'),

  ('big6', 'big6.1', 'Merumuskan tugas', 'Task definition', 'mengatakan masalahnya dan informasi yang diperlukan', 'say what the problem is and what information it needs', 1, '{C,D,E,F}', '{1,2}'),
  ('big6', 'big6.1.1', 'Masalah', 'The problem', 'merumuskan masalah informasi dalam satu pertanyaan', 'put a problem of information into one question', 1, '{C,D,E}', '{1}'),
  ('big6', 'big6.1.2', 'Kebutuhan', 'What is needed', 'mendaftar informasi yang diperlukan untuk menyelesaikannya', 'list the information that is needed to solve it', 2, '{C,D,E}', '{1}'),
  ('big6', 'big6.2', 'Strategi mencari', 'Information seeking strategies', 'merencanakan di mana dan bagaimana mencari', 'plan where and how to look', 2, '{D,E,F}', '{1,2}'),
  ('big6', 'big6.2.1', 'Sumber yang mungkin', 'Possible sources', 'mendaftar semua sumber yang mungkin', 'list all the sources there may be', 2, '{D,E,F}', '{1}'),
  ('big6', 'big6.2.2', 'Sumber terbaik', 'The best sources', 'memilih sumber yang terbaik di antaranya', 'choose the best ones among them', 2, '{D,E,F}', '{2}'),
  ('big6', 'big6.3', 'Lokasi dan akses', 'Location and access', 'sampai pada sumber dan informasi di dalamnya', 'get to a source and to the information in it', 1, '{B,C,D,E}', '{1}'),
  ('big6', 'big6.3.1', 'Menemukan sumber', 'Finding a source', 'menemukan letak sumber, di rak atau secara digital', 'find where a source is, on a shelf or online', 1, '{B,C,D}', '{1}'),
  ('big6', 'big6.3.2', 'Menemukan informasi', 'Finding the information', 'menemukan bagian yang diperlukan dengan daftar isi, indeks, atau pencarian', 'find the part you need by contents, index or search', 1, '{C,D,E}', '{1}'),
  ('big6', 'big6.4', 'Menggunakan informasi', 'Use of information', 'membaca sumber dan mengambil yang diperlukan', 'read a source and take from it what you need', 2, '{C,D,E,F}', '{1,2}'),
  ('big6', 'big6.4.1', 'Menyimak', 'Engaging', 'membaca, mendengar, atau melihat sebuah sumber dengan teliti', 'read, listen to or watch a source with care', 1, '{B,C,D}', '{1}'),
  ('big6', 'big6.4.2', 'Mengambil informasi', 'Extracting', 'mencatat informasi yang cocok beserta asalnya', 'note down what fits, and where it is from', 2, '{C,D,E}', '{1}'),
  ('big6', 'big6.5', 'Sintesis', 'Synthesis', 'menyusun informasi menjadi karya sendiri', 'make a work of your own from information', 3, '{D,E,F}', '{2,3}'),
  ('big6', 'big6.5.1', 'Menata', 'Organising', 'menata informasi dari beberapa sumber', 'put information from several sources in order', 3, '{D,E,F}', '{2}'),
  ('big6', 'big6.5.2', 'Menyajikan', 'Presenting', 'menyajikan hasilnya dalam bentuk yang sesuai', 'present the result in a form that suits it', 3, '{D,E,F}', '{2}'),
  ('big6', 'big6.6', 'Evaluasi', 'Evaluation', 'menilai hasil dan cara memperolehnya', 'judge a result and the way to it', 4, '{D,E,F}', '{2,3}'),
  ('big6', 'big6.6.1', 'Menilai hasil', 'Judging the result', 'menilai apakah hasilnya menjawab tugas', 'judge whether the result answers the task', 3, '{D,E,F}', '{2}'),
  ('big6', 'big6.6.2', 'Menilai proses', 'Judging the process', 'menilai apakah caranya hemat waktu dan tenaga', 'judge whether the way saved time and effort', 4, '{D,E,F}', '{2,3}'),

  ('empowering-8', 'e8.1', 'Mengenali', 'Identify', 'mengenali topik, pembaca, dan sumber yang mungkin', 'identify a topic, its readers and possible sources', 1, '{C,D,E,F}', '{1}'),
  ('empowering-8', 'e8.2', 'Menjelajahi', 'Explore', 'menjelajahi sumber yang sesuai dengan topik', 'explore sources that suit a topic', 1, '{C,D,E,F}', '{1}'),
  ('empowering-8', 'e8.3', 'Memilih', 'Select', 'memilih dan mencatat informasi yang cocok', 'select and note down information that fits', 2, '{C,D,E,F}', '{1,2}'),
  ('empowering-8', 'e8.4', 'Menata', 'Organise', 'menata informasi dan memisahkan fakta, pendapat, dan karangan', 'organise information, and keep fact, opinion and fiction apart', 2, '{D,E,F}', '{2}'),
  ('empowering-8', 'e8.5', 'Mencipta', 'Create', 'membuat karya dengan kata-kata sendiri dan daftar pustaka', 'create something in your own words, with references', 3, '{D,E,F}', '{2}'),
  ('empowering-8', 'e8.6', 'Menyajikan', 'Present', 'menyajikan karya kepada pembaca atau pendengarnya', 'present a work to those who read or hear it', 3, '{D,E,F}', '{2}'),
  ('empowering-8', 'e8.7', 'Menilai', 'Assess', 'menerima tanggapan dan menilai kembali karya sendiri', 'take in what others say, and assess your own work again', 3, '{D,E,F}', '{2,3}'),
  ('empowering-8', 'e8.8', 'Menerapkan', 'Apply', 'menerapkan yang dipelajari pada keadaan lain', 'apply what you learned to something else', 4, '{D,E,F}', '{3}'),

  ('craap', 'craap.1', 'Kebaruan (Currency)', 'Currency', 'memeriksa apakah sebuah sumber cukup baru untuk pertanyaannya', 'check whether a source is recent enough for the question', 2, '{D,E,F}', '{1,2}'),
  ('craap', 'craap.2', 'Kecocokan (Relevance)', 'Relevance', 'menimbang apakah isinya menjawab pertanyaan dan sesuai dengan pembacanya', 'weigh whether it answers the question and suits its readers', 2, '{D,E,F}', '{1,2}'),
  ('craap', 'craap.3', 'Kewenangan (Authority)', 'Authority', 'mencari tahu siapa di belakang sebuah sumber dan apa keahliannya', 'find out who stands behind a source and what they know of it', 2, '{D,E,F}', '{2}'),
  ('craap', 'craap.4', 'Ketepatan (Accuracy)', 'Accuracy', 'memeriksa buktinya dan mencocokkannya dengan sumber lain', 'check its evidence and hold it against other sources', 3, '{D,E,F}', '{2,3}'),
  ('craap', 'craap.5', 'Tujuan (Purpose)', 'Purpose', 'mengenali untuk apa sumber dibuat dan ke mana ia berpihak', 'see what a source was made for, and on whose side it is', 3, '{D,E,F}', '{2,3}'),

  ('unesco-mil', 'mil.1', 'Mengakses', 'Access', 'mengenali kebutuhan akan informasi, lalu menemukan dan menyimpannya', 'see what information you need, find it and keep it', 2, '{C,D,E,F}', '{1,2}'),
  ('unesco-mil', 'mil.1.1', 'Kebutuhan', 'Need', 'menjelaskan informasi dan media apa yang diperlukan', 'say which information and media you need', 1, '{C,D,E}', '{1}'),
  ('unesco-mil', 'mil.1.2', 'Mencari', 'Search', 'mencari informasi dan isi media dengan cara yang tepat', 'search for information and media content in a fitting way', 2, '{C,D,E,F}', '{1}'),
  ('unesco-mil', 'mil.1.3', 'Hak dan aturan', 'Rights and rules', 'mengakses informasi dan media sesuai hukum dan dengan menjaga data pribadi', 'access information and media within the law, and keep personal data safe', 2, '{D,E,F}', '{2}'),
  ('unesco-mil', 'mil.1.4', 'Menyimpan', 'Keeping', 'menyimpan temuan agar mudah dipakai lagi', 'keep what you found so that it is easy to use again', 2, '{D,E,F}', '{1,2}'),
  ('unesco-mil', 'mil.2', 'Menilai', 'Evaluate', 'memahami dan menilai informasi, media, dan peran keduanya', 'understand and judge information, media and what they do', 3, '{D,E,F}', '{2,3}'),
  ('unesco-mil', 'mil.2.1', 'Peran media', 'What media do', 'menjelaskan peran media dan penyedia informasi dalam masyarakat', 'explain what media and providers of information do in society', 2, '{D,E,F}', '{2}'),
  ('unesco-mil', 'mil.2.2', 'Menilai isi', 'Judging content', 'menilai kebenaran, bukti, dan sudut pandang sebuah isi', 'judge the truth, the evidence and the point of view of content', 3, '{D,E,F}', '{2}'),
  ('unesco-mil', 'mil.2.3', 'Misinformasi dan ujaran kebencian', 'Misinformation and hate speech', 'mengenali misinformasi, disinformasi, dan ujaran kebencian', 'recognise misinformation, disinformation and hate speech', 3, '{D,E,F}', '{2,3}'),
  ('unesco-mil', 'mil.2.4', 'Algoritma', 'Algorithms', 'menjelaskan bagaimana algoritma memilih apa yang terlihat di layar', 'explain how algorithms choose what is seen on a screen', 3, '{E,F}', '{3}'),
  ('unesco-mil', 'mil.3', 'Mencipta', 'Create', 'mencipta dan membagikan informasi dengan bertanggung jawab', 'create and share information responsibly', 3, '{D,E,F}', '{2,3}'),
  ('unesco-mil', 'mil.3.1', 'Membuat karya', 'Making', 'membuat pengetahuan atau isi media baru untuk tujuan tertentu', 'make new knowledge or media content for a purpose', 3, '{D,E,F}', '{2}'),
  ('unesco-mil', 'mil.3.2', 'Berbagi', 'Sharing', 'membagikan karya dengan etis dan menyebut asal bahannya', 'share a work ethically and name where it comes from', 3, '{D,E,F}', '{2}'),
  ('unesco-mil', 'mil.3.3', 'Ikut serta', 'Taking part', 'ikut dalam percakapan publik dengan santun dan aman', 'take part in public talk politely and safely', 3, '{D,E,F}', '{2,3}'),
  ('unesco-mil', 'mil.3.4', 'Melihat dampak', 'Seeing what it does', 'mengamati dampak karya sendiri dan memperbaikinya', 'see what your own work does, and mend it', 4, '{E,F}', '{3,4}')
) as line (framework, code, name, name_en, can_do, can_do_en, level, phases, tiers)
join competence_framework f on f.code = line.framework
on conflict (framework_id, code) do nothing;

update competence line set parent_id = above.id
from competence above join competence_framework f on f.id = above.framework_id and f.builtin
where line.framework_id = above.framework_id and above.code = substring(line.code from '^(.+)\.[0-9]+$');

set constraints all immediate;
