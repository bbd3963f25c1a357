#pragma once

#include "parse/documentdata.h"

namespace creel::html {

/// What the tokenizer hands on (HTML §13.2.5). Texts are TextRefs: Tokenizer::text() reads them.
struct Token {
    enum class Type : quint8 {
        Characters,     ///< a piece of a run of characters, as long as the source has it unchanged; never empty
        NullCharacters, ///< U+0000, once or more: the insertion modes tell what becomes of them
        StartTag,
        EndTag, ///< without attributes: nothing comes of them
        Comment,
        Doctype,
        EndOfFile,
    };

    Type type = Type::EndOfFile;
    bool isSelfClosing = false; ///< StartTag
    bool forceQuirks = false;   ///< Doctype
    bool hasName = false;       ///< Doctype: not "missing", and likewise below
    bool hasPublicId = false;
    bool hasSystemId = false;
    Name name = Name::None; ///< of a tag; None for an end tag of a name that the document doesn't have
    TextRef text;           ///< the characters; a tag's or DOCTYPE's name in lower case; a comment's data
    TextRef publicId, systemId;
    SourceRange source; ///< all of it: a tag, comment or DOCTYPE with its delimiters, a reference with its '&'
};

/// An attribute of a start tag. A second one of the same name is left out, as the standard has it.
struct Attribute {
    Name name = Name::None; ///< in lower case
    TextRef value;          ///< with the character references resolved
    SourceRange nameSource;
    SourceRange valueSource; ///< without the quotes; empty where there is no value
};

} // namespace creel::html
