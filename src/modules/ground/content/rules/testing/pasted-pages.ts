/** As Word puts a paper on the clipboard. */
export const WORD = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/ani/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml>
 <w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument>
</xml><![endif]-->
<style>
<!--
 /* Font Definitions */
 @font-face {font-family:"Cambria Math"; panose-1:2 4 5 3 5 4 6 3 2 4;}
 p.MsoNormal, li.MsoNormal {mso-style-parent:""; margin-bottom:8.0pt;}
 @list l0 {mso-list-id:1234; mso-list-type:hybrid;}
-->
</style>
<!--[if gte mso 10]>
<style> table.MsoNormalTable {mso-style-name:"Table Normal";} </style>
<![endif]-->
</head>
<body lang=IN style='tab-interval:36.0pt;word-wrap:break-word'>
<!--StartFragment-->
<p class=MsoTitle>Laporan Kunjungan<o:p></o:p></p>
<h1><a name="_Toc1"></a><span lang=EN-US>Ringkasan<o:p></o:p></span></h1>
<p class=MsoNormal>Sepanjang bulan ini <b style='mso-bidi-font-weight:normal'>1.204
orang</b> datang,&nbsp;&#8220;paling banyak&#8221; <i>hari Sabtu</i>. Lihat <a
href="https://perpus.example.go.id/laporan"><span style='color:#0563C1'>laman kami</span></a>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>&middot;<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Ruang anak<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>&middot;<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Ruang <b>baca</b><o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>lantai dua<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><!--[if !supportLists]--><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><!--[endif]-->Datang<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><!--[if !supportLists]--><span
style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><!--[endif]-->Duduk<o:p></o:p></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>
 <tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'>
  <td width=200 valign=top><p class=MsoNormal style='margin-bottom:0cm'>Hari<o:p></o:p></p></td>
  <td width=200 colspan=2 valign=top><p class=MsoNormal>Orang<o:p></o:p></p></td>
 </tr>
 <tr style='mso-yfti-irow:1'>
  <td><p class=MsoNormal>Senin<o:p></o:p></p></td>
  <td><p class=MsoNormal>120<o:p></o:p></p></td>
  <td><p class=MsoNormal>pagi<o:p></o:p></p></td>
 </tr>
</table>
<p class=MsoNormal><span style='mso-no-proof:yes'><!--[if gte vml 1]><v:shape id="G" style='width:10pt'>
 <v:imagedata src="file:///C:/clip_image001.png" o:title=""/></v:shape><![endif]--><![if !vml]><img width=10 height=10
src="file:///C:/clip_image001.png" v:shapes="G"><![endif]></span><span style='display:none;mso-hide:all'>rahasia</span><o:p></o:p></p>
<!--EndFragment-->
</body></html>`;

/** As Google Docs puts it there. */
export const GOOGLE_DOCS = `<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><h2 dir="ltr" style="line-height:1.38;"><span style="font-size:16pt;font-weight:400;white-space:pre-wrap;">Undangan</span></h2><p dir="ltr" style="line-height:1.38;"><span style="font-weight:400;font-style:normal;white-space:pre-wrap;">Kami mengundang </span><span style="font-weight:700;white-space:pre-wrap;">Bapak dan Ibu</span><span style="font-weight:400;white-space:pre-wrap;"> ke </span><a href="https://www.google.com/url?q=https://acara.example.id/?id%3D7%26x%3D1&amp;sa=D&amp;source=editors&amp;usg=AOv" style="text-decoration:none;"><span style="font-weight:400;text-decoration:underline;">acara ini</span></a><span style="font-weight:400;white-space:pre-wrap;">.</span></p><br /><ul style="margin-top:0;"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;">Satu</span></p></li><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;font-style:italic;">Dua</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr"><span>Dua koma satu</span></p></li></ul></ul><br /><p dir="ltr"><span style="font-weight:400;white-space:pre-wrap;">Salam</span></p></b><br class="Apple-interchange-newline">`;

/** As LibreOffice Writer puts it there. */
export const LIBREOFFICE = `<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title><meta name="generator" content="LibreOffice 25.2 (Linux)"/><style type="text/css">p { line-height: 115% }</style></head>
<body lang="id-ID" dir="ltr"><h3 class="western">Tata tertib</h3>
<ol>
	<li><p style="line-height: 100%; margin-bottom: 0cm">Tenang</p></li>
	<li><p style="line-height: 100%">Bersih<br/>selalu</p></li>
</ol>
<p>Jalan Merdeka 1<br/>
Bandung<br/>
<br/>
Telepon 022</p>
</body></html>`;

/** A page of a newspaper, as it is copied whole. */
export const NEWSPAPER = `<!doctype html><html lang="id"><head><title>Koran</title><script>window.dataLayer=[];lacak("halaman")</script><style>.x{color:red}</style></head><body>
<nav><a href="https://koran.example/">Beranda</a></nav>
<article><h1>Perpustakaan Kota <wbr>Buka Malam</h1>
<figure><picture><source srcset="a.webp"><img src="https://koran.example/a.jpg" alt="ruang baca"></picture><figcaption>Pengunjung di ruang baca.</figcaption></figure>
<div class="ad" style="display: none">Iklan <a href="javascript:beli()">beli</a></div>
<div hidden>Bacaan lain</div>
<p><strong>BANDUNG</strong> &ndash; Mulai besok
perpustakaan buka hingga pukul 21.</p>
<blockquote><p>Kami ingin pekerja pun sempat membaca.</p><footer>&mdash; <cite>Kepala Perpustakaan</cite></footer></blockquote>
<table><caption>Jam buka</caption><thead><tr><td>Hari<td>Jam<tbody><tr><td>Senin<td>9&ndash;21</table>
<img src="https://pelacak.example/p.gif" width=1 height=1>
<iframe src="https://video.example/1"><p>Video</p></iframe><noscript><img src="https://pelacak.example/n.gif"></noscript>
<svg viewBox="0 0 1 1"><title>Bagikan</title><path d="M0 0"/><text>ikon</text></svg>
<form action="/cari"><input name=q value="cari"><select><option>Satu<option>Dua</select><textarea>catatan</textarea><button>Kirim</button></form>
</article></body></html>`;

/** As a message of WhatsApp is copied from the browser. */
export const WHATSAPP = `<meta charset='utf-8'><div class="copyable-text" data-pre-plain-text="[10.12, 1/11/2026] Ani: "><div class="_akbu"><span dir="ltr" class="_ao3e selectable-text copyable-text" style="white-space: pre-wrap; word-break: break-word;"><strong class="selectable-text copyable-text" data-app-text-template="*\${appText}*">PENGUMUMAN</strong> <img crossorigin="anonymous" src="data:image/gif;base64,R0lGODlhAQABAIAAAP" alt="📚" draggable="false" class="b75 emoji">
Besok kita kumpul.

Bawa buku ya: <a href="https://a.example/x" target="_blank" rel="noopener noreferrer">https://a.example/x</a></span></div></div>`;
