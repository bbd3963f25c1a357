#include "parse/decoders.h"
#include "parse/encodingindex.h"
#include "parse/utf8.h"

// Encoding standard §12.2.1. The escape sequences change what the following bytes mean; all bytes are below 0x80.
namespace creel {
namespace {

enum class State : quint8 { Ascii, Roman, Katakana, Jis0208 };

/// The state that the escape sequence after an ESC byte leads to; false when it is none.
bool readEscape(QByteArrayView afterEsc, State &state)
{
    struct Escape {
        const char *bytes;
        State state;
    };
    constexpr Escape escapes[] = {
        {"(B", State::Ascii},   {"(J", State::Roman},   {"(I", State::Katakana},
        {"$@", State::Jis0208}, {"$B", State::Jis0208},
    };
    for (const Escape &escape : escapes) {
        if (afterEsc.startsWith(QByteArrayView(escape.bytes))) {
            state = escape.state;
            return true;
        }
    }
    return false;
}

} // namespace

void decodeIso2022Jp(QByteArrayView in, QByteArray &out)
{
    const EncodingIndex index = jis0208Index();
    State state = State::Ascii;
    bool anyOutput = true; // between two escape sequences; two in a row are an error
    for (qsizetype i = 0; i < in.size(); ++i) {
        const auto byte = uchar(in[i]);
        if (byte == 0x1B) {
            if (readEscape(in.sliced(i + 1), state)) {
                if (!anyOutput)
                    appendUtf8(out, 0xFFFD);
                anyOutput = false;
                i += 2;
            } else {
                anyOutput = true;
                appendUtf8(out, 0xFFFD);
            }
            continue;
        }
        anyOutput = true;
        char32_t c = 0xFFFD;
        const bool control = byte == 0x0E || byte == 0x0F; // shift out and in, which this encoding doesn't have
        switch (state) {
        case State::Ascii:
            c = byte < 0x80 && !control ? byte : 0xFFFD;
            break;
        case State::Roman:
            c = byte == 0x5C ? 0xA5 : byte == 0x7E ? 0x203E : byte < 0x80 && !control ? byte : 0xFFFD;
            break;
        case State::Katakana:
            c = byte >= 0x21 && byte <= 0x5F ? 0xFF61 + byte - 0x21u : 0xFFFD;
            break;
        case State::Jis0208: {
            const bool leads = byte >= 0x21 && byte <= 0x7E;
            const auto trail = uchar(leads && i + 1 < in.size() ? in[i + 1] : 0);
            if (trail >= 0x21 && trail <= 0x7E) {
                const auto pointer = std::size_t((byte - 0x21) * 94 + trail - 0x21);
                c = index[pointer] ? index[pointer] : 0xFFFD;
            }
            i += leads && i + 1 < in.size() && trail != 0x1B; // an escape that spoils the pair is still an escape
            break;
        }
        }
        appendUtf8(out, c);
    }
}

} // namespace creel
