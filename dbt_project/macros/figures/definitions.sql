{# The published figures, as the metrics and the models' `config.meta.figures` define them: read from
   dbt's graph, so that nothing repeats a definition. Empty while dbt parses, and in unit tests. #}

{% macro published_figures() %}
    {%- set figures = [] -%}
    {%- if execute -%}
        {%- for metric in graph.get("metrics", {}).values() if metric.config.meta.get("section") -%}
            {%- set figure = dict(metric.config.meta) -%}
            {%- do figure.update(
                metric_id=metric.name, label_en=metric.label, says_en=metric.description | trim
            ) -%}
            {%- do figure.update(figure_parts(metric)) -%}
            {%- do figures.append(figure) -%}
        {%- endfor -%}
        {%- for node in graph.get("nodes", {}).values() -%}
            {%- do figures.extend(node.config.get("meta", {}).get("figures", [])) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(figures | sort(attribute="metric_id")) }}
{% endmacro %}

{# What a metric is worked out from. A derived metric is a sum or a ratio with one factor, which scales
   the numerator if it divides (seconds to minutes) and the value if it multiplies (per thousand). #}
{% macro figure_parts(metric) %}
    {%- set parameters = metric.type_params -%}
    {%- if metric.type == "simple" -%}
        {%- set measure = measure_by_name(parameters.measure.name) -%}
        {%- if measure.agg == "sum" -%}
            {{ return({"kind": "sum", "numerator": measure.name, "divisor": 1, "factor": 1}) }}
        {%- endif -%}
        {{ return({"kind": "quantile", "measure": measure.name}) }}
    {%- elif metric.type == "ratio" -%}
        {{ return({
            "kind": "ratio", "numerator": parameters.numerator.name,
            "denominator": parameters.denominator.name, "divisor": 1, "factor": 1
        }) }}
    {%- endif -%}
    {%- set sum = modules.re.match("^(\\w+) / (\\d+)$", parameters.expr) -%}
    {%- if sum -%}
        {{ return({
            "kind": "sum", "numerator": sum.group(1), "divisor": sum.group(2), "factor": 1
        }) }}
    {%- endif -%}
    {%- set ratio = modules.re.match("^(\\w+) / (\\w+) ([*/]) (\\d+)$", parameters.expr) -%}
    {%- if not ratio -%}
        {{ exceptions.raise_compiler_error(
            metric.name ~ ": neither sum / number nor numerator / denominator * number"
        ) }}
    {%- endif -%}
    {{ return({
        "kind": "ratio", "numerator": ratio.group(1), "denominator": ratio.group(2),
        "divisor": ratio.group(4) if ratio.group(3) == "/" else 1,
        "factor": ratio.group(4) if ratio.group(3) == "*" else 1
    }) }}
{% endmacro %}

{# What sums and ratios are summed from: a term for each figure, over the cuts and grains it has, and
   one for each part of it, which is a member of a cut of its own. `name` is unlike any other term's. #}
{% macro figure_terms() %}
    {%- set terms = [] -%}
    {%- for figure in published_figures() if figure.kind in ("ratio", "sum") -%}
        {%- set term = {
            "metric_id": figure.metric_id, "denominator": figure.get("denominator"),
            "units": figure.get("units", figure.get("denominator", figure.numerator)),
            "unknown": figure.get("unknown")
        } -%}
        {%- do terms.append(dict(
            term, name=figure.metric_id, numerator=figure.numerator, cuts=cuts_of(figure),
            grains=figure.get("grains", var("period_cuts") | list)
        )) -%}
        {%- for cut, members in figure.get("parts", {}).items() -%}
            {%- for member, numerator in members.items() -%}
                {%- do terms.append(dict(
                    term, name=figure.metric_id ~ "__" ~ member, numerator=numerator,
                    part_of=cut, member=member, cuts=["all"], grains=grains_of(cut)
                )) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(terms) }}
{% endmacro %}

{# The grains at which a cut is worked out. #}
{% macro grains_of(cut) %}
    {%- set grains = [] -%}
    {%- for grain, cuts in var("period_cuts").items() if cut in cuts -%}
        {%- do grains.append(grain) -%}
    {%- endfor -%}
    {{ return(grains) }}
{% endmacro %}

{# The cuts a figure is worked out for: those it names, be they none, or else every cut of a cluster and those that
   all of its measures can be divided by. #}
{% macro cuts_of(figure) %}
    {%- if "cuts" in figure -%}{{ return(figure.cuts) }}{%- endif -%}
    {%- set cuts = var("cluster_cuts") | list -%}
    {%- for cut in var("dividing_cuts") -%}
        {%- set dividing = [] -%}
        {%- for measure in [figure.numerator, figure.denominator] if measure -%}
            {%- do dividing.append(cut in dividing_dimensions(semantic_model_of(measure).name)) -%}
        {%- endfor -%}
        {%- if false not in dividing -%}{%- do cuts.append(cut) -%}{%- endif -%}
    {%- endfor -%}
    {{ return(cuts) }}
{% endmacro %}

{# What divides a cluster in a semantic model, and its SQL. Cuts are entities there: MetricFlow groups by
   the bare name of an entity, and across facts that share it. #}
{% macro dividing_dimensions(semantic_model) %}
    {%- set columns = {} -%}
    {%- for candidate in graph.get("semantic_models", {}).values() if candidate.name == semantic_model -%}
        {%- for dimension in candidate.entities -%}
            {%- if dimension.name in var("period_cuts")["all"] and dimension.name not in var("cluster_cuts") -%}
                {%- do columns.update({dimension.name: dimension.expr or dimension.name}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}

{# The measures of one semantic model that add up over its rows. #}
{% macro additive_measures(semantic_model) %}
    {{ return(measures_of(semantic_model) | selectattr("agg", "equalto", "sum") | list) }}
{% endmacro %}

{% macro measures_of(semantic_model) %}
    {%- for candidate in graph.get("semantic_models", {}).values() -%}
        {%- if candidate.name == semantic_model -%}{{ return(candidate.measures) }}{%- endif -%}
    {%- endfor -%}
    {{ return([]) }}
{% endmacro %}

{% macro semantic_model_of(measure_name) %}
    {%- for candidate in graph.get("semantic_models", {}).values() -%}
        {%- for measure in candidate.measures if measure.name == measure_name -%}
            {{ return(candidate) }}
        {%- endfor -%}
    {%- endfor -%}
    {{ return({}) }}
{% endmacro %}

{% macro measure_by_name(measure_name) %}
    {%- for measure in semantic_model_of(measure_name).measures if measure.name == measure_name -%}
        {{ return(measure) }}
    {%- endfor -%}
{% endmacro %}

{% macro text_literal(text) -%}
    {%- if text is none -%}null::varchar{%- else -%}'{{ (text | string | trim).replace("'", "''") }}'{%- endif -%}
{%- endmacro %}

{# The figures that are quantiles over a semantic model's rows, those of the same measurement and with
   the same needs together, so that its values are held once. #}
{% macro quantiles_of(semantic_model) %}
    {%- set groups = {} -%}
    {%- for figure in published_figures() if figure.kind == "quantile" -%}
        {%- if semantic_model_of(figure.measure).name == semantic_model -%}
            {%- set measure = measure_by_name(figure.measure) -%}
            {%- set key = measure.expr ~ figure.needs | sort | join(" ") -%}
            {%- set group = groups.setdefault(key, {
                "name": figure.metric_id, "expr": measure.expr, "figures": []
            }) -%}
            {%- do group.figures.append({
                "metric_id": figure.metric_id, "percentile": measure.agg_params.percentile,
                "cuts": cuts_of(dict(figure, numerator=figure.measure))
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(groups.values() | list) }}
{% endmacro %}
