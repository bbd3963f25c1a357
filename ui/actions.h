#pragma once

#include <QObject>

class QAction;
class QMainWindow;
class QMenu;
class QToolBar;

namespace creel {

/// What a person can do, with names, keys and icons; and the menus and the toolbar that offer it.
struct Actions {
    explicit Actions(QObject &owner);

    /// Fills menu bar and toolbar; returns the menu for recent runs.
    QMenu *arrange(QMainWindow &window) const;

    QAction *newList, *open, *exportTable, *recipe, *settings, *quit;
    QAction *start, *pause, *stop;
    QAction *skipRows, *retryRows, *retryFailed, *retryFiltered, *decodeRows;
    QAction *copy, *find, *nextProblem, *previousProblem;
    QAction *hosts, *nextPane, *previousPane, *about;
};

} // namespace creel
