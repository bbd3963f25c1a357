#pragma once

#include <QString>

namespace creel {

/// A file that can't be read or written. `message` names the file, what happened, and what to do.
struct FileError {
    QString message;
};

} // namespace creel
