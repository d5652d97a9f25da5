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

{# What a metric is worked out from. A derived metric is one ratio with one factor, which scales the
   numerator if it divides (seconds to minutes) and the value if it multiplies (per thousand). #}
{% macro figure_parts(metric) %}
    {%- set parameters = metric.type_params -%}
    {%- if metric.type == "simple" -%}
        {{ return({"kind": "quantile", "measure": parameters.measure.name}) }}
    {%- elif metric.type == "ratio" -%}
        {{ return({
            "kind": "ratio", "numerator": parameters.numerator.name,
            "denominator": parameters.denominator.name, "divisor": 1, "factor": 1
        }) }}
    {%- endif -%}
    {%- set match = modules.re.match("^(\\w+) / (\\w+) ([*/]) (\\d+)$", parameters.expr) -%}
    {%- if not match -%}
        {{ exceptions.raise_compiler_error(metric.name ~ ": not numerator / denominator * factor") }}
    {%- endif -%}
    {{ return({
        "kind": "ratio", "numerator": match.group(1), "denominator": match.group(2),
        "divisor": match.group(4) if match.group(3) == "/" else 1,
        "factor": match.group(4) if match.group(3) == "*" else 1
    }) }}
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

{% macro text_literal(text) -%}
    {%- if text is none -%}null::varchar{%- else -%}'{{ (text | string | trim).replace("'", "''") }}'{%- endif -%}
{%- endmacro %}
